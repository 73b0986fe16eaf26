import { expect, test } from '@jest/globals'
import { readSchedule } from './read-schedule.js'

const zone = 'Asia/Kuala_Lumpur'
const now = new Date('2026-12-01T00:00:00Z')
const at = (scheduledAt: string | null | undefined, notBefore: Date | null = now) =>
  readSchedule({ scheduleType: 'scheduled', scheduledAt }, zone, notBefore)
const fine = (instant: string | null) => ({
  at: instant === null ? null : new Date(instant),
  malformed: [],
  impossible: [],
})

test('a local time is read on the wall clock of the workspace, an instant as it stands', () => {
  expect(at('2026-12-01T09:00')).toEqual(fine('2026-12-01T01:00:00Z'))
  expect(at('2026-12-01T09:00:00+07:00')).toEqual(fine('2026-12-01T02:00:00Z'))
  expect(at('2026-12-01T01:00:00Z')).toEqual(fine('2026-12-01T01:00:00Z'))
})

test('the past is refused, unless it was accepted before it passed', () => {
  expect(at('2026-12-01T07:59').impossible).toHaveLength(1)
  expect(at('2026-12-01T07:59', null)).toEqual(fine('2026-11-30T23:59:00Z'))
})

test('a time and the schedule type belong together', () => {
  expect(at(null).impossible).toHaveLength(1)
  expect(at('soon').malformed).toHaveLength(1)
  for (const scheduleType of ['now', 'manual'] as const) {
    expect(readSchedule({ scheduleType }, zone, now)).toEqual(fine(null))
    expect(readSchedule({ scheduleType, scheduledAt: '2099-01-01T00:00' }, zone, now).impossible).toHaveLength(1)
  }
})
