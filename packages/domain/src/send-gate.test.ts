import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { SendGate } from './send-gate.js'
import type { Booking, DevicePace } from './slots.js'

const free: DevicePace = {
  messagesPerMinute: null,
  messagesPerHour: null,
  messagesPerDay: null,
  minDelayMs: null,
  maxDelayMs: null,
}
const gateAfter = (bookings: Booking[], pace = free) => {
  const gate = new SendGate(pace)
  gate.remember(bookings)
  return gate
}
const a = { campaignId: 'a', gapMs: 3_000 }
const b = { campaignId: 'b', gapMs: 500 }

test('a device that has never sent may send at once', () => {
  expect(new SendGate(free).waitMs(a, 1_000)).toBe(0)
})

test('a campaign waits for its own gap since its own last send', () => {
  const gate = gateAfter([{ ...a, at: 1_000 }])
  expect(gate.waitMs(a, 1_400)).toBe(2_600)
  expect(gate.waitMs(a, 4_000)).toBe(0)
})

test('another campaign waits for the smaller of the two gaps', () => {
  expect(gateAfter([{ ...a, at: 1_000 }]).waitMs(b, 1_400)).toBe(100)
  expect(gateAfter([{ ...b, at: 1_000 }]).waitMs(a, 1_400)).toBe(100)
})

test('a campaign’s own gap is kept although another campaign was sent in between', () => {
  const gate = gateAfter([{ ...a, at: 1_000 }])
  gate.begin({ ...b, at: 1_600 })
  expect(gate.waitMs(a, 2_200)).toBe(1_800)
})

test('the device’s own rate and gap hold for everybody, and a change of them at once', () => {
  const gate = gateAfter([{ ...b, at: 1_000 }], { ...free, messagesPerMinute: 60 })
  expect(gate.waitMs(b, 1_000)).toBe(1_000)
  gate.changePace({ ...free, minDelayMs: 7_000, maxDelayMs: 9_000 })
  expect(gate.waitMs(b, 1_000)).toBe(7_000)
})

test('what the owner before left behind is remembered in whatever order it comes', () => {
  const left = [
    { ...b, at: 5_000 },
    { ...a, at: 2_500 },
    { ...b, at: 1_000 },
  ]
  expect(gateAfter(left).waitMs(a, 5_000)).toBe(500)
  expect(gateAfter(left).waitMs(b, 5_000)).toBe(500)
})

describe('however many campaigns a device has served', () => {
  test('one that ended long ago is forgotten, one of today is not', () => {
    const gate = new SendGate(free)
    gate.begin({ campaignId: 'long ago', at: 0, gapMs: 0 })
    const today = 90_000_000
    gate.begin({ campaignId: 'today', at: today, gapMs: 0 })
    for (let n = 0; n < 1_100; n++) gate.begin({ campaignId: `${n}`, at: today + n, gapMs: 0 })
    const patient = { gapMs: 100_000_000 }
    expect(gate.waitMs({ campaignId: 'today', ...patient }, today + 2_000)).toBe(99_998_000)
    expect(gate.waitMs({ campaignId: 'long ago', ...patient }, today + 2_000)).toBe(0)
  })
})

test('whoever waits as long as the gate says never comes too near to anybody', () => {
  const message = fc.record({
    campaignId: fc.constantFrom('a', 'b', 'c'),
    gapMs: fc.nat(5_000),
    /** How much later than allowed the send happens to begin. */
    late: fc.nat(2_000),
  })
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 2, maxLength: 30 }),
      fc.option(fc.integer({ min: 1, max: 120 })),
      (messages, rate) => {
        const gate = new SendGate({ ...free, messagesPerMinute: rate })
        const begun: Booking[] = []
        let now = 0
        for (const { late, ...wanted } of messages) {
          now += gate.waitMs(wanted, now) + late
          expect(gate.waitMs(wanted, now)).toBe(0)
          const last = begun.at(-1)
          if (last !== undefined)
            expect(now - last.at).toBeGreaterThanOrEqual(
              Math.max(Math.min(wanted.gapMs, last.gapMs), rate === null ? 0 : 60_000 / rate),
            )
          for (const own of begun.filter(({ campaignId }) => campaignId === wanted.campaignId))
            expect(now - own.at).toBeGreaterThanOrEqual(wanted.gapMs)
          gate.begin({ ...wanted, at: now })
          begun.push({ ...wanted, at: now })
        }
      },
    ),
  )
})
