import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  type Booking,
  type CampaignPace,
  campaignGapMs,
  DAY_MS,
  type DevicePace,
  deviceGapMs,
  giveSlots,
  HOUR_MS,
  type SlotRequest,
} from './slots.js'

const NOW = Date.UTC(2026, 10, 22)
const MINUTE_MS = 60_000

const pace = (fields: Partial<CampaignPace> = {}): CampaignPace => ({
  messagesPerMinute: 60,
  batchSize: 1_000_000,
  delayBetweenBatchesMs: 0,
  minDelayMs: 0,
  maxDelayMs: 0,
  ...fields,
})
const free: DevicePace = {
  messagesPerMinute: null,
  messagesPerHour: null,
  messagesPerDay: null,
  minDelayMs: null,
  maxDelayMs: null,
}
const requests = (campaignId: string, count: number, of = pace(), from = 0): SlotRequest[] =>
  Array.from({ length: count }, (_, n) => ({ campaignId, pace: of, ordinal: from + n }))
const give = (wanted: SlotRequest[], line: Booking[] = [], device = free, roll = () => 0) =>
  giveSlots(NOW, device, line, wanted, roll)
const afterNow = (bookings: Booking[]) => bookings.map(({ at }) => at - NOW)
const byTime = (bookings: Booking[]) => [...bookings].sort((a, b) => a.at - b.at)
/** Random numbers that come the same in every run. */
const rolls = (values: number[]) => {
  let n = 0
  return () => values[n++ % values.length]!
}

describe('the pace of one campaign on one device', () => {
  test('its rate is an even spacing', () => {
    expect(afterNow(give(requests('a', 4, pace({ messagesPerMinute: 20 }))))).toEqual([0, 3_000, 6_000, 9_000])
  })

  test('a random gap lies between its two ends', () => {
    const one = pace({ minDelayMs: 2_000, maxDelayMs: 8_000 })
    expect([0, 0.5, 1].map((roll) => campaignGapMs(one, 1, roll))).toEqual([2_000, 5_000, 8_000])
  })

  test('after each full batch comes the pause, and the count goes on over several calls', () => {
    const batches = pace({ batchSize: 3, delayBetweenBatchesMs: 30_000 })
    expect(afterNow(give(requests('a', 7, batches)))).toEqual([0, 1_000, 2_000, 32_000, 33_000, 34_000, 64_000])
    const first = give(requests('a', 4, batches))
    expect(afterNow(give(requests('a', 3, batches, 4), first))).toEqual([33_000, 34_000, 64_000])
  })

  test('a batch of one pauses before every message but the first', () => {
    const batches = pace({ batchSize: 1, delayBetweenBatchesMs: 5_000 })
    expect(afterNow(give(requests('a', 3, batches)))).toEqual([0, 5_000, 10_000])
  })

  test('what was sent long ago leaves the device free at once', () => {
    expect(afterNow(give(requests('a', 1), [{ campaignId: 'a', at: NOW - DAY_MS, gapMs: 1_000 }]))).toEqual([0])
  })

  test('what was sent just now counts', () => {
    expect(afterNow(give(requests('a', 1), [{ campaignId: 'a', at: NOW - 400, gapMs: 1_000 }]))).toEqual([600])
  })
})

describe('several campaigns on one device', () => {
  test('a slow campaign’s slots in the far future hold up nobody', () => {
    const slow = give(requests('slow', 50, pace({ messagesPerMinute: 1 })))
    const fast = give(requests('fast', 50), slow)
    expect(Math.max(...afterNow(fast))).toBeLessThan(2 * MINUTE_MS)
  })

  test('two of the same pace share the device: together they go no faster than one', () => {
    const both = byTime(give([...requests('a', 10), ...requests('b', 10)]))
    both.slice(1).forEach((booking, n) => {
      expect(booking.at - both[n]!.at).toBeGreaterThanOrEqual(1_000)
    })
  })

  test('slots that are released are given again: a paused campaign does not hold up another one', () => {
    const paused = give(requests('paused', 30))
    expect(afterNow(give(requests('next', 30), paused)).at(-1)).toBe(59_000)
    const released = paused.filter(({ campaignId }) => campaignId !== 'paused')
    expect(afterNow(give(requests('next', 30), released)).at(-1)).toBe(29_000)
  })

  test('a gap that one released slot leaves in the middle of the line is filled', () => {
    const [first, , third] = give(requests('a', 3))
    expect(afterNow(give(requests('b', 1), [first!, third!]))).toEqual([1_000])
  })
})

describe('the ceilings of a device', () => {
  test.each([
    ['minute', { messagesPerMinute: 3 }, 3, MINUTE_MS],
    ['hour', { messagesPerHour: 3 }, 3, HOUR_MS],
    ['day', { messagesPerDay: 3 }, 3, DAY_MS],
  ])('no more in a %s than it says, however many campaigns it serves', (_, limits, most, windowMs) => {
    const wanted = [...requests('a', 4), ...requests('b', 4)]
    const slots = byTime(give(wanted, [], { ...free, ...limits }))
    expect(fullestWindow(slots, windowMs)).toBe(most)
    // And no fewer: the 4th comes as soon as the 1st leaves the window.
    expect(slots[3]!.at - slots[0]!.at).toBe(windowMs)
  })

  test('what was sent before counts: an hour that is used up gives its next slot when the first of it is an hour old', () => {
    const line = [50, 40, 30].map((minutes) => ({ campaignId: 'old', at: NOW - minutes * MINUTE_MS, gapMs: 0 }))
    expect(afterNow(give(requests('a', 2), line, { ...free, messagesPerHour: 3 }))).toEqual([
      10 * MINUTE_MS,
      20 * MINUTE_MS,
    ])
  })

  test('to the millisecond: a send counts until it is a whole hour old', () => {
    const sent = (agoMs: number) => [{ campaignId: 'old', at: NOW - agoMs, gapMs: 0 }]
    const hourly = { ...free, messagesPerHour: 1 }
    expect(afterNow(give(requests('a', 1), sent(HOUR_MS - 1), hourly))).toEqual([1])
    expect(afterNow(give(requests('a', 1), sent(HOUR_MS), hourly))).toEqual([0])
  })

  test('slots that are given for later count as well: nothing is squeezed in before them', () => {
    const later = [10, 20].map((minutes) => ({ campaignId: 'b', at: NOW + minutes * MINUTE_MS, gapMs: 0 }))
    expect(afterNow(give(requests('a', 1), later, { ...free, messagesPerHour: 2 }))).toEqual([70 * MINUTE_MS])
    expect(afterNow(give(requests('a', 1), later, { ...free, messagesPerHour: 3 }))).toEqual([0])
  })

  test('its own gap keeps all its sends apart, of whatever campaign', () => {
    const slow = { ...free, minDelayMs: 4_000, maxDelayMs: 6_000 }
    expect([0, 1].map((roll) => deviceGapMs(slow, roll))).toEqual([4_000, 6_000])
    expect(afterNow(byTime(give([...requests('a', 2), ...requests('b', 2)], [], slow)))).toEqual([
      0, 4_000, 8_000, 12_000,
    ])
  })
})

/** Most bookings in any window of that length (from one booking on, the end left out). */
function fullestWindow(bookings: Booking[], windowMs: number): number {
  return Math.max(
    0,
    ...bookings.map(({ at }) => bookings.filter((other) => other.at >= at && other.at < at + windowMs).length),
  )
}

const paces = fc.record({
  messagesPerMinute: fc.integer({ min: 1, max: 120 }),
  batchSize: fc.integer({ min: 1, max: 6 }),
  delayBetweenBatchesMs: fc.integer({ min: 0, max: 10 * MINUTE_MS }),
  minDelayMs: fc.integer({ min: 0, max: 60_000 }),
  maxDelayMs: fc.integer({ min: 0, max: 120_000 }),
})
const limit = (max: number) => fc.option(fc.integer({ min: 1, max }))
const devices = fc.record({
  messagesPerMinute: limit(60),
  messagesPerHour: limit(8),
  messagesPerDay: limit(12),
  minDelayMs: limit(30_000),
  maxDelayMs: limit(60_000),
})
const campaignIds = ['a', 'b', 'c'] as const
const history = fc.array(
  fc.record({
    campaignId: fc.constantFrom(...campaignIds, 'ended'),
    at: fc.integer({ min: NOW - DAY_MS, max: NOW }),
    gapMs: fc.integer({ min: 0, max: 60_000 }),
  }),
  { maxLength: 10 },
)
/** A device with its past, and rounds of requests of up to three campaigns. */
const scene = fc.record({
  device: devices,
  line: history,
  paceOf: fc.record({ a: paces, b: paces, c: paces }),
  order: fc.array(fc.constantFrom(...campaignIds), { minLength: 1, maxLength: 14 }),
  roll: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
})
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never
const wantedIn = ({ order, paceOf }: Scene): SlotRequest[] =>
  order.map((campaignId, n) => ({
    campaignId,
    pace: paceOf[campaignId],
    ordinal: order.slice(0, n).filter((other) => other === campaignId).length,
  }))
const givenIn = (one: Scene) => giveSlots(NOW, one.device, one.line, wantedIn(one), rolls(one.roll))
const always = (holds: (one: Scene, given: Booking[]) => void) =>
  fc.assert(
    fc.property(scene, (one) => holds(one, givenIn(one))),
    { numRuns: 400 },
  )

describe('whatever was sent before and whatever is asked for', () => {
  test('a slot for each request, none before now, each campaign’s in its order', () => {
    always(({ order }, given) => {
      expect(given.map(({ campaignId }) => campaignId)).toEqual(order)
      expect(Math.min(...given.map(({ at }) => at))).toBeGreaterThanOrEqual(NOW)
      for (const campaignId of campaignIds) {
        const own = given.filter((booking) => booking.campaignId === campaignId)
        expect(own).toEqual(byTime(own))
      }
    })
  })

  test('no two messages of a campaign are nearer than its rate, its gap and its pauses say', () => {
    always((one, given) => {
      for (const campaignId of campaignIds) {
        const before = one.line.filter((booking) => booking.campaignId === campaignId)
        const own = given.filter((booking) => booking.campaignId === campaignId)
        const { messagesPerMinute, minDelayMs, batchSize, delayBetweenBatchesMs } = one.paceOf[campaignId]
        own.forEach((booking, ordinal) => {
          const pause = ordinal > 0 && ordinal % batchSize === 0 ? delayBetweenBatchesMs : 0
          const least = Math.max(MINUTE_MS / messagesPerMinute, minDelayMs, pause)
          for (const other of [...before, ...own.slice(0, ordinal)])
            expect(booking.at - other.at).toBeGreaterThanOrEqual(least)
        })
      }
    })
  })

  test('no two sends of a device are nearer than the smaller of their gaps, and than the device’s own', () => {
    always(({ device, line }, given) => {
      const own = Math.max(device.minDelayMs ?? 0, MINUTE_MS / (device.messagesPerMinute ?? Number.POSITIVE_INFINITY))
      given.forEach((booking, n) => {
        for (const other of [...line, ...given.slice(0, n)])
          expect(Math.abs(booking.at - other.at)).toBeGreaterThanOrEqual(
            Math.max(own, Math.min(booking.gapMs, other.gapMs)),
          )
      })
    })
  })

  test('over every window, past or planned, no ceiling is broken that was not broken before', () => {
    always(({ device, line }, given) => {
      for (const [most, windowMs, past] of [
        // The minute is kept as a spacing: a past that was faster than it is not made up for, and not gone on with.
        [device.messagesPerMinute, MINUTE_MS, []],
        [device.messagesPerHour, HOUR_MS, line],
        [device.messagesPerDay, DAY_MS, line],
      ] as const) {
        if (most === null) continue
        const all = [...past, ...given]
        expect(fullestWindow(all, windowMs)).toBeLessThanOrEqual(Math.max(most, fullestWindow([...past], windowMs)))
        for (const { at } of given) {
          const before = all.filter((other) => other.at > at - windowMs && other.at <= at)
          expect(before.length).toBeLessThanOrEqual(most)
        }
      }
    })
  })

  test('slots given in two calls are those given in one', () => {
    fc.assert(
      fc.property(scene, fc.nat(14), (one, cut) => {
        const wanted = wantedIn(one)
        const chance = rolls(one.roll)
        const first = giveSlots(NOW, one.device, one.line, wanted.slice(0, cut), chance)
        const second = giveSlots(NOW, one.device, [...first, ...one.line], wanted.slice(cut), chance)
        expect([...first, ...second]).toEqual(givenIn(one))
      }),
      { numRuns: 400 },
    )
  })

  test('no slot could have been earlier', () => {
    always((one, given) => {
      const { device } = one
      const still = { ...device, maxDelayMs: device.minDelayMs }
      const steady = wantedIn(one).map((request) => ({ ...request, pace: { ...request.pace, maxDelayMs: 0 } }))
      const slots = giveSlots(NOW, still, one.line, steady, () => 0)
      expect(slots).toHaveLength(given.length)
      slots.forEach((slot, n) => {
        const taken = [...one.line, ...slots.slice(0, n)]
        const ownLast = Math.max(
          NOW - 2 * DAY_MS,
          ...taken.filter((b) => b.campaignId === slot.campaignId).map(({ at }) => at),
        )
        const gap = deviceGapMs(still, 0)
        const fits = (at: number) =>
          at >= Math.max(NOW, ownLast + slot.gapMs) &&
          taken.every((other) => Math.abs(at - other.at) >= Math.max(gap, Math.min(slot.gapMs, other.gapMs))) &&
          (
            [
              [device.messagesPerHour, HOUR_MS],
              [device.messagesPerDay, DAY_MS],
            ] as const
          ).every(([most, windowMs]) => {
            if (most === null) return true
            const near = [...taken, { ...slot, at }].filter((other) => Math.abs(other.at - at) < windowMs)
            return fullestWindow(near, windowMs) <= most
          })
        // Only where a rule lets go can an earliest slot lie.
        const instants = taken.flatMap(({ at, gapMs }) =>
          [gap, Math.max(gap, slot.gapMs), Math.max(gap, Math.min(slot.gapMs, gapMs)), HOUR_MS, DAY_MS].map(
            (after) => at + after,
          ),
        )
        const earlier = [NOW, ownLast + slot.gapMs, ...instants].filter((at) => at < slot.at)
        expect(earlier.filter(fits)).toEqual([])
      })
    })
  })
})
