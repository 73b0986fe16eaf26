/** Every state a message can be in, in the order of its road. */
export const messageStatuses = [
  'pending',
  'processing',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
  'cancelled',
  'unconfirmed',
] as const
export type MessageStatus = (typeof messageStatuses)[number]

/**
 * The one truth about how a message may move; SQL takes its "from" sets from here as parameters.
 * `unconfirmed` goes back to `queued` only by an operator's hand: nothing in doubt is sent again by itself.
 */
export const messageTransitions = {
  pending: ['processing', 'skipped', 'cancelled'],
  processing: ['queued', 'pending', 'failed', 'skipped', 'cancelled'],
  queued: ['sending', 'pending', 'failed', 'skipped', 'cancelled'],
  sending: ['sent', 'delivered', 'read', 'queued', 'failed', 'unconfirmed'],
  sent: ['delivered', 'read', 'failed'],
  delivered: ['read', 'failed'],
  read: [],
  failed: [],
  skipped: [],
  cancelled: [],
  unconfirmed: ['sent', 'delivered', 'read', 'failed', 'queued'],
} as const satisfies Record<MessageStatus, readonly MessageStatus[]>

/** The states out of which a message may come into `to`. */
export function messageStatesBefore(to: MessageStatus): MessageStatus[] {
  return messageStatuses.filter((from) => (messageTransitions[from] as readonly MessageStatus[]).includes(to))
}

/** Still on its way: a campaign is completed when no message is in one of these. */
export const openMessageStatuses = ['pending', 'processing', 'queued', 'sending'] as const satisfies MessageStatus[]

/** Not handed over yet: a pause, a cancel or a lost device can still take it back. */
export const releasableMessageStatuses = ['processing', 'queued'] as const satisfies MessageStatus[]
export const stoppableMessageStatuses = ['pending', 'processing', 'queued'] as const satisfies MessageStatus[]
