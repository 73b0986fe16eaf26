import type { ClaimedMessage, OwnedDevice } from '@siaran/db'
import { SendGate } from '@siaran/domain'
import type { DeviceSession, SendOutcome, SessionStatus } from '@siaran/transports'
import type { SendingDevice } from './send-message.js'

/** A device that this sender owns: its lease's epoch, its gate, its session once it is open. */
export class ServedDevice implements SendingDevice {
  session: DeviceSession | null = null
  online = false
  /** What the session last said of itself. */
  said: SessionStatus = 'connecting'
  private leaving = false
  private isCut = false
  /** Ends the wait of the send in hand; a device has one at most. */
  private inHand: AbortController | null = null

  readonly gate: SendGate

  constructor(
    public row: OwnedDevice,
    private readonly sendDeadlineMs: number,
  ) {
    this.gate = new SendGate(row)
  }

  get id() {
    return this.row.id
  }
  get epoch() {
    return this.row.epoch
  }
  get transport() {
    return this.row.transport
  }
  get hasLongCeilings() {
    return this.row.messagesPerHour !== null || this.row.messagesPerDay !== null
  }
  get mayBegin() {
    return this.online && !this.leaving && this.session !== null
  }

  /** The session will not come back by itself; only a person's "connect" begins another one. */
  get hasGivenUp() {
    return this.said === 'failed' || this.said === 'restricted' || this.said === 'passkey_required'
  }

  /** Another one had the device, and its session here ended, that long ago or longer. */
  wasTakenOver(msAgo: number): boolean {
    const endedAt = this.session?.endedAt ?? null
    return this.said === 'disconnected' && endedAt !== null && performance.now() - endedAt >= msAgo
  }

  get hasLeft() {
    return this.leaving
  }

  /** The fleet's second lock: the device's rate once more, by BullMQ's own limiter. Nine tenths, for its coarser clock. */
  get limiter(): { max: number; duration: number } | null {
    const { messagesPerMinute } = this.row
    return messagesPerMinute === null
      ? null
      : { max: 1, duration: Math.max(1, Math.floor((60_000 / messagesPerMinute) * 0.9)) }
  }

  change(row: OwnedDevice): void {
    this.row = row
    this.gate.changePace(row)
  }

  async send(message: ClaimedMessage): Promise<SendOutcome> {
    const { session } = this
    if (session === null)
      return { kind: 'unavailable', reason: 'The session is closed', retryAfterMs: 1_000, scope: 'device' }
    const waiting = new AbortController()
    this.inHand = waiting
    if (this.isCut) waiting.abort()
    const deadline = setTimeout(() => waiting.abort(), this.sendDeadlineMs)
    try {
      return await session.send(message, waiting.signal)
    } finally {
      clearTimeout(deadline)
      this.inHand = null
    }
  }

  /** From now on no send begins. */
  leave(): void {
    this.leaving = true
    this.online = false
  }

  /** Ends the wait for answers that have not come: those messages are unconfirmed. */
  cut(): void {
    this.isCut = true
    this.inHand?.abort()
  }
}
