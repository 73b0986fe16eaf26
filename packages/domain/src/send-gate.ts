import { type Booking, type DevicePace, deviceGapMs, neighbourGapMs } from './slots.js'

/**
 * The last word before a send: how long (ms) a message must still wait so that no two sends of its device begin nearer
 * than their gaps, whatever the plan said. Kept by the device's only owner, from real beginnings. Its instants are of a
 * clock that nobody sets, so that no clock which is set brings two sends nearer.
 */
export class SendGate {
  private last: Booking | null = null
  private readonly lastOfCampaign = new Map<string, number>()

  constructor(private pace: DevicePace) {}

  /** What the owner before left behind: the sends of this device that began last. */
  remember(bookings: readonly Booking[]): void {
    for (const booking of [...bookings].sort((a, b) => a.at - b.at)) this.begin(booking)
  }

  changePace(pace: DevicePace): void {
    this.pace = pace
  }

  waitMs(message: { campaignId: string; gapMs: number }, now: number): number {
    const ownLast = this.lastOfCampaign.get(message.campaignId)
    const afterOwn = ownLast === undefined ? 0 : ownLast + message.gapMs
    const { last } = this
    const afterAny =
      last === null ? 0 : last.at + Math.max(deviceGapMs(this.pace, 0), neighbourGapMs(message.gapMs, last.gapMs))
    return Math.max(0, afterOwn - now, afterAny - now)
  }

  begin(booking: Booking): void {
    this.last = booking
    this.lastOfCampaign.set(booking.campaignId, booking.at)
    // Campaigns that ended long ago need no memory: no gap is longer than a day.
    if (this.lastOfCampaign.size > 1_000)
      for (const [id, at] of this.lastOfCampaign) if (booking.at - at > 86_400_000) this.lastOfCampaign.delete(id)
  }
}
