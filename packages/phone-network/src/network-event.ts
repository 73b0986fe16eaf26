/** What the network tells about a device's messages and people. It waits until an owner has taken it. */
export type LastingEvent =
  | { type: 'ack'; id: string; messageId: string; level: 'sent' | 'delivered' | 'read'; at: string }
  /** Of a gateway that had taken the message before it knew. */
  | { type: 'ack'; id: string; messageId: string; level: 'failed'; reason: string; at: string }
  | { type: 'incoming'; from: string; text: string; quotedMessageId?: string; at: string }

/**
 * What the network tells the owner about his session. Stale for the next owner, who learns it from his `connect`.
 *   dropped      the session was cut; connecting is refused until `restored`
 *   restored     connecting is worth a try now
 *   restricted   banned for sending too fast
 *   replaced     another owner has connected the device
 */
export type SessionEvent = { type: 'dropped' | 'restored' | 'restricted' | 'replaced'; at: string }

export type NetworkEvent = LastingEvent | SessionEvent

/** As an owner receives it; seq counts within the owner's stream. */
export type DeliveredEvent = NetworkEvent & { seq: number; device: string }

export const isLasting = (event: NetworkEvent): event is LastingEvent =>
  event.type === 'ack' || event.type === 'incoming'
