/** The pace of a campaign on each of its devices. */
export interface CampaignPace {
  messagesPerMinute: number
  batchSize: number
  delayBetweenBatchesMs: number
  minDelayMs: number
  maxDelayMs: number
}

/** The ceilings of a device, over all its campaigns. Null: none of its own. */
export interface DevicePace {
  messagesPerMinute: number | null
  messagesPerHour: number | null
  messagesPerDay: number | null
  minDelayMs: number | null
  maxDelayMs: number | null
}

/** A place in a device's line of sends: one that has begun, or a slot that is given out. `at` in epoch milliseconds. */
export interface Booking {
  campaignId: string
  at: number
  gapMs: number
}

export interface SlotRequest {
  campaignId: string
  pace: CampaignPace
  /** How many messages of this campaign on this device had a slot before: the batch rule counts on. */
  ordinal: number
}

const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** Least distance between two messages of a campaign on one device: its rate as an even spacing, so never a burst. */
export const campaignGapMs = (pace: CampaignPace, ordinal: number, roll: number): number =>
  Math.max(
    Math.ceil(MINUTE_MS / pace.messagesPerMinute),
    between(pace.minDelayMs, pace.maxDelayMs, roll),
    ordinal > 0 && ordinal % pace.batchSize === 0 ? pace.delayBetweenBatchesMs : 0,
  )

/** Least distance between any two sends of a device, of whatever campaign, by the device's own limits. */
export const deviceGapMs = (pace: DevicePace, roll: number): number =>
  Math.max(
    pace.messagesPerMinute === null ? 0 : Math.ceil(MINUTE_MS / pace.messagesPerMinute),
    between(pace.minDelayMs ?? 0, Math.max(pace.maxDelayMs ?? 0, pace.minDelayMs ?? 0), roll),
  )

/**
 * Least distance between neighbours of different campaigns: the smaller of their gaps. So a device never goes faster
 * than the fastest of its campaigns allows, however many it serves, and a slow campaign does not slow down a fast one.
 */
export const neighbourGapMs = (gapMs: number, otherGapMs: number): number => Math.min(gapMs, otherGapMs)

/**
 * Gives each request, in order, the earliest instant from `now` on that its campaign's rate and batches, the device's
 * ceilings and the random gaps allow. A slot is placed wherever the line has room for it, so that a slow campaign's
 * slots in the far future hold nobody up. What is past in `line` counts as well: after a backlog there is no burst.
 *
 * `line`: the device's sends of the last day (or as far back as its ceilings reach) and its slots, in any order.
 * `roll`: a random number from 0 to 1, asked for anew for each gap.
 */
export function giveSlots(
  now: number,
  device: DevicePace,
  line: readonly Booking[],
  requests: readonly SlotRequest[],
  roll: () => number,
): Booking[] {
  const booked = [...line].sort((a, b) => a.at - b.at)
  const lastOf = new Map(booked.map((booking) => [booking.campaignId, booking.at]))
  return requests.map(({ campaignId, pace, ordinal }) => {
    const gapMs = campaignGapMs(pace, ordinal, roll())
    const ownLast = lastOf.get(campaignId)
    const from = ownLast === undefined ? now : Math.max(now, ownLast + gapMs)
    const deviceGap = deviceGapMs(device, roll())
    const at = earliest(from, (t) =>
      [
        (t: number) => afterNeighbours(booked, t, campaignId, gapMs, deviceGap),
        (t: number) => underCeiling(booked, t, device.messagesPerHour, HOUR_MS),
        (t: number) => underCeiling(booked, t, device.messagesPerDay, DAY_MS),
      ].reduce((later, rule) => rule(later), t),
    )
    const booking = { campaignId, at, gapMs }
    booked.splice(placeOf(booked, at), 0, booking)
    lastOf.set(campaignId, at)
    return booking
  })
}

/** Applies rules that only ever move an instant later until none of them moves it any more. */
function earliest(from: number, later: (t: number) => number): number {
  let t = from
  for (;;) {
    const next = later(t)
    if (next === t) return t
    t = next
  }
}

/** One pass is enough: moving later never comes nearer to those already passed. */
function afterNeighbours(
  booked: readonly Booking[],
  from: number,
  campaignId: string,
  gapMs: number,
  deviceGap: number,
) {
  let t = from
  for (const other of booked) {
    const sameCampaign = other.campaignId === campaignId
    const distance = Math.max(deviceGap, sameCampaign ? gapMs : neighbourGapMs(gapMs, other.gapMs))
    if (Math.abs(t - other.at) < distance) t = other.at + distance
  }
  return t
}

/** The earliest instant from `from` on at which one more send leaves no more than `limit` in any window of that length. */
function underCeiling(booked: readonly Booking[], from: number, limit: number | null, windowMs: number): number {
  if (limit === null) return from
  let t = from
  for (;;) {
    const place = placeOf(booked, t)
    let moved = false
    for (let first = Math.max(0, place - limit); first <= place && first + limit <= booked.length; first++) {
      const begin = Math.min(booked[first]!.at, t)
      const end = Math.max(booked[first + limit - 1]!.at, t)
      if (end - begin < windowMs) {
        t = booked[first]!.at + windowMs
        moved = true
        break
      }
    }
    if (!moved) return t
  }
}

function placeOf(booked: readonly Booking[], at: number): number {
  let low = 0
  let high = booked.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (booked[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  return low
}

const between = (min: number, max: number, roll: number) => Math.round(min + (Math.max(max, min) - min) * roll)
