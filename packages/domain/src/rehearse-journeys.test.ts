import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { planJourney } from './journeys.js'
import { type Rehearsal, rehearseJourneys } from './rehearse-journeys.js'

const startAt = new Date('2026-03-02T01:00:00Z')
const fast = { messagesPerMinute: 60_000, batchSize: 1_000, delayBetweenBatchesMs: 0, minDelayMs: 0, maxDelayMs: 0 }
const unlimited = {
  messagesPerMinute: null,
  messagesPerHour: null,
  messagesPerDay: null,
  minDelayMs: null,
  maxDelayMs: null,
}
const steps = [
  { id: 'welcome', delayMinutes: 5, at: null },
  { id: 'catalogue', delayMinutes: 1_440, at: '09:00' },
]
const rehearse = (changes: Partial<Rehearsal<(typeof steps)[number]>> = {}) =>
  rehearseJourneys({
    sequenceId: 's',
    steps,
    pace: fast,
    contacts: [{ deviceId: 'a', timezone: 'Asia/Kuala_Lumpur' }],
    devices: [{ id: 'a', ...unlimited }],
    startAt,
    days: 30,
    roll: () => 0,
    ...changes,
  })
const short = (sends: ReturnType<typeof rehearse>) =>
  sends.map(({ contact, step, at }) => `${contact} ${step.id} ${at.toISOString()}`)

test('one contact: the instants of its plan', () => {
  expect(short(rehearse())).toEqual(['0 welcome 2026-03-02T01:05:00.000Z', '0 catalogue 2026-03-04T01:00:00.000Z'])
})

test('each contact by its own clock', () => {
  const contacts = ['Asia/Jakarta', 'Asia/Kuala_Lumpur'].map((timezone) => ({ deviceId: 'a', timezone }))
  expect(short(rehearse({ contacts })).slice(2)).toEqual([
    '0 catalogue 2026-03-03T02:00:00.000Z',
    '1 catalogue 2026-03-04T01:00:00.000Z',
  ])
})

test('many at once leave at the pace of the sequence and under the ceilings of the device', () => {
  const contacts = Array.from({ length: 5 }, () => ({ deviceId: 'a', timezone: 'UTC' }))
  const minutes = (sends: ReturnType<typeof rehearse>) =>
    sends.slice(0, 5).map(({ at }) => (at.getTime() - startAt.getTime()) / 60_000)
  expect(minutes(rehearse({ contacts, pace: { ...fast, messagesPerMinute: 2 } }))).toEqual([5, 5.5, 6, 6.5, 7])
  const devices = [{ id: 'a', ...unlimited, messagesPerHour: 2 }]
  expect(minutes(rehearse({ contacts, devices })).map(Math.round)).toEqual([5, 5, 65, 65, 125])
})

test('what the device has slots for already is waited for', () => {
  const at = startAt.getTime() + 5 * 60_000
  const lines = new Map([['a', [{ campaignId: 'other', at, gapMs: 60_000 }]]])
  const [first] = rehearse({ lines, devices: [{ id: 'a', ...unlimited, minDelayMs: 1_000 }] })
  expect(first!.at.getTime() - at).toBe(1_000)
})

test('what is past the last day is left out', () => {
  expect(short(rehearse({ days: 1 }))).toEqual(['0 welcome 2026-03-02T01:05:00.000Z'])
})

test('nothing leaves before it is due, and each step of each contact leaves once', () => {
  const contact = fc.record({
    deviceId: fc.constantFrom('a', 'b'),
    timezone: fc.constantFrom('Asia/Jakarta', 'Europe/Berlin', 'UTC'),
  })
  fc.assert(
    fc.property(
      fc.array(contact, { maxLength: 30 }),
      fc.integer({ min: 1, max: 600 }),
      (contacts, messagesPerMinute) => {
        const devices = ['a', 'b'].map((id) => ({ id, ...unlimited, messagesPerMinute: 60 }))
        const sends = rehearse({ contacts, devices, pace: { ...fast, messagesPerMinute } })
        expect(sends).toHaveLength(contacts.length * steps.length)
        expect(new Set(sends.map(({ contact, step }) => `${contact} ${step.id}`)).size).toBe(sends.length)
        for (const { contact, step, dueAt, at } of sends) {
          expect(dueAt).toEqual(planJourney(steps, startAt, contacts[contact]!.timezone)[steps.indexOf(step)])
          expect(at.getTime()).toBeGreaterThanOrEqual(dueAt.getTime())
        }
        for (const id of ['a', 'b']) {
          const times = sends.filter(({ deviceId }) => deviceId === id).map(({ at }) => at.getTime())
          for (const [n, at] of times.entries())
            if (n > 0) expect(at - times[n - 1]!).toBeGreaterThanOrEqual(60_000 / Math.min(60, messagesPerMinute))
        }
      },
    ),
  )
})
