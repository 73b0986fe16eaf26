import { type Booking, CLAIM_LIFE_MS, DAY_MS, type DevicePace, HOUR_MS, SendGate } from '@siaran/domain'
import type { Sender } from './sender.js'

/** What its owner has of a device's messages in its hands. `asked`: the claim waits to be sent to Postgres. */
type InHand = 'nothing' | 'fetched' | 'asked' | 'claimed' | 'unsettled'

/** A device, its rows and its queue. Its messages are counted, and named only by their slots. */
export class SimulatedDevice {
  owner: Sender | null = null
  /** Rises with every owner and every end of one: what was set under an older number is void. */
  epoch = 0
  leaseUntil = 0
  online = false
  inHand: InHand = 'nothing'
  gate: SendGate
  /** Messages without a slot yet. */
  pending: number
  /** Messages that have a slot, in its order. */
  readonly queue: Booking[] = []
  /** In processing, queued or sending. */
  held = 0
  /** How many had a slot before: the batch rule counts on. */
  ordinal = 0
  /** A dispatcher is placing slots in its line. */
  planned = false
  sent = 0
  /** What its owner had handed over, or was about to, when it died. */
  doubts = 0
  /** Beginnings, as far back as its ceilings look; at least the last one. */
  private begun: Booking[] = []
  /** Told when the hand is empty, by an owner that leaves. */
  whenIdle: (() => void) | null = null

  constructor(
    readonly id: number,
    private readonly pace: DevicePace,
    messages: number,
  ) {
    this.pending = messages
    this.gate = new SendGate(pace)
  }

  get mayBegin(): boolean {
    return this.online && this.owner !== null
  }

  /** As the dispatcher reads it: what began lately and what has a slot. */
  get line(): Booking[] {
    return [...this.begun, ...this.queue]
  }

  get beginnings(): readonly Booking[] {
    return this.begun
  }

  /** A new owner's gate knows when a send was claimed; it may have begun as late as its claim lived. */
  openGate(): void {
    this.gate = new SendGate(this.pace)
    this.gate.remember(this.begun.slice(-1).map((booking) => ({ ...booking, at: booking.at + CLAIM_LIFE_MS })))
  }

  begin(now: number): Booking {
    const job = this.queue.shift()!
    this.gate.begin({ ...job, at: now })
    // Rows keep whole milliseconds.
    const booking = { ...job, at: Math.round(now) }
    const span = this.pace.messagesPerDay !== null ? DAY_MS : this.pace.messagesPerHour !== null ? HOUR_MS : 0
    this.begun = [...(span === 0 ? [] : this.begun.filter(({ at }) => at > now - span)), booking]
    return job
  }

  /** The hand is empty. */
  letGo(): void {
    this.inHand = 'nothing'
    const told = this.whenIdle
    this.whenIdle = null
    told?.()
  }
}
