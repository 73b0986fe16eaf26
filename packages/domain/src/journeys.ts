import { DateTime, IANAZone } from 'luxon'
import { DAY_MS } from './slots.js'

/** How long after enrolment a journey's first message goes, and how long after the one before each other, if not said. */
export const FIRST_STEP_DELAY_MINUTES = 5
export const STEP_DELAY_MINUTES = 1_440

const MINUTE_MS = 60_000

export interface JourneyStep {
  /** After enrolment for the first step, after the step before for the others; elapsed time, so 1440 is 24 h. */
  delayMinutes: number
  /** A local time of day, `HH:MM`, that the step waits for once its delay is over. Null: it goes when its delay is over. */
  at: string | null
}

/** Whether the text is a time of day as a step names it: `HH:MM`, from `00:00` to `23:59`. */
export const isTimeOfDay = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/**
 * The instant of each step: its delay after the instant of the step before (the first: after `enrolledAt`), or the first
 * time from then on that clocks in `zone` show the step's time of day. On the day when the change to summer time skips
 * that time, it is read as in `readInstant`, as the one just after it. Two steps of one instant are a millisecond
 * apart, so that their order is in their instants.
 *
 * Throws a RangeError that names the step: a delay below zero or past the end of time, no time of day, no zone.
 */
export function planJourney(steps: readonly JourneyStep[], enrolledAt: Date, zone: string): Date[] {
  if (!IANAZone.create(zone).isValid) throw new RangeError(`"${zone}" is not a time zone`)
  let before = enrolledAt.getTime()
  if (Number.isNaN(before)) throw new RangeError('The journey has no beginning: enrolledAt is not an instant')
  return steps.map(({ delayMinutes, at }, index) => {
    const due = new Date(before + delayMinutes * MINUTE_MS)
    if (!(delayMinutes >= 0) || Number.isNaN(due.getTime()))
      throw new RangeError(`Step ${index + 1}: ${delayMinutes} minutes is not a delay`)
    if (at !== null && !isTimeOfDay(at)) throw new RangeError(`Step ${index + 1}: "${at}" is not a time of day (HH:MM)`)
    const instant = (at === null ? due : nextTimeOfDay(due, at, zone)).getTime()
    before = index === 0 ? instant : Math.max(instant, before + 1)
    return new Date(before)
  })
}

/**
 * The first instant from `from` on at which clocks in `zone` show `at`. The day before is searched as well: where clocks
 * are put back over midnight, its last hour comes a second time after the day has changed.
 *
 * Where the zone's offset is the same on both sides of the days that are searched, a sum is enough: 11 µs, nearly
 * all of them the two questions to the zone, where the search takes 130. No zone changes its clocks and back within five days.
 */
function nextTimeOfDay(from: Date, at: string, zone: string): Date {
  const [hour, minute] = at.split(':').map(Number) as [number, number]
  const clock = IANAZone.create(zone)
  const offset = clock.offset(from.getTime() - 2 * DAY_MS)
  if (offset === clock.offset(from.getTime() + 3 * DAY_MS)) return nextTimeOfDayAtOffset(from, hour, minute, offset)
  // From the day's beginning, which no change moves into another day, as it can a time late in the evening.
  const today = DateTime.fromJSDate(from, { zone }).startOf('day')
  for (const days of [-1, 0, 1]) {
    const wanted = today.plus({ days }).set({ hour, minute })
    // Both instants of a time that comes twice, the earlier one first.
    const found = wanted.getPossibleOffsets().find((time) => time.toMillis() >= from.getTime())
    if (found !== undefined) return found.toJSDate()
  }
  throw new Error(`Clocks in ${zone} never show ${at} after ${from.toISOString()}`)
}

/** The same on a clock that is never changed, `offset` minutes ahead of UTC. */
function nextTimeOfDayAtOffset(from: Date, hour: number, minute: number, offset: number): Date {
  const onAnyDay = (hour * 60 + minute - offset) * MINUTE_MS
  return new Date(onAnyDay + Math.ceil((from.getTime() - onAnyDay) / DAY_MS) * DAY_MS)
}
