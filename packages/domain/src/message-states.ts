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
 * `unconfirmed` goes back to `pending` only by a person's hand: nothing in doubt is sent again by itself. Whatever waits to
 * be handed over comes to `sent`, `delivered` or `read` only by a word about a send that came before: a person asked for
 * another one, and now the network says that the first had arrived.
 */
export const messageTransitions = {
  pending: ['processing', 'sent', 'delivered', 'read', 'skipped', 'cancelled'],
  processing: ['queued', 'pending', 'sent', 'delivered', 'read', 'failed', 'skipped', 'cancelled'],
  queued: ['sending', 'pending', 'sent', 'delivered', 'read', 'failed', 'skipped', 'cancelled'],
  sending: ['sent', 'delivered', 'read', 'queued', 'failed', 'unconfirmed'],
  sent: ['delivered', 'read', 'failed'],
  delivered: ['read', 'failed'],
  read: [],
  failed: [],
  skipped: [],
  cancelled: [],
  unconfirmed: ['sent', 'delivered', 'read', 'failed', 'pending'],
} as const satisfies Record<MessageStatus, readonly MessageStatus[]>

/** What a person says of a message that is in doubt. `retry`: send it again, even if it should arrive twice. */
export const resolutions = ['sent', 'failed', 'retry'] as const
export type Resolution = (typeof resolutions)[number]

/** The states out of which a message may come into `to`. */
export function messageStatesBefore(to: MessageStatus): MessageStatus[] {
  return messageStatuses.filter((from) => (messageTransitions[from] as readonly MessageStatus[]).includes(to))
}

/** Still on its way: a campaign is completed when no message is in one of these. */
export const openMessageStatuses = ['pending', 'processing', 'queued', 'sending'] as const satisfies MessageStatus[]

/** Off its road otherwise than sent. */
export const endedMessageStatuses = ['failed', 'skipped', 'cancelled', 'unconfirmed'] as const satisfies MessageStatus[]
export type EndedMessageStatus = (typeof endedMessageStatuses)[number]

/** Not handed over yet: a pause, a cancel or a lost device can still take it back. */
export const releasableMessageStatuses = ['processing', 'queued'] as const satisfies MessageStatus[]
export const stoppableMessageStatuses = ['pending', 'processing', 'queued'] as const satisfies MessageStatus[]
