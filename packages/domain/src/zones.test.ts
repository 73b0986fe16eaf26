import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isTimeZone, readInstant } from './zones.js'

const read = (written: string, zone = 'Asia/Kuala_Lumpur') => readInstant(written, zone)?.toISOString() ?? null

test('a local time is read on the wall clock of the workspace', () => {
  expect(read('2026-11-22T09:00')).toBe('2026-11-22T01:00:00.000Z')
  expect(read('2026-11-22T09:00', 'Asia/Jakarta')).toBe('2026-11-22T02:00:00.000Z')
  expect(read('2026-11-22 09:00:30')).toBe('2026-11-22T01:00:30.000Z')
})

test('a time with an offset is an instant already, whatever the workspace’s zone', () => {
  const zone = fc.constantFrom('Asia/Kuala_Lumpur', 'America/New_York', 'Pacific/Apia', 'UTC')
  const instant = fc.date({ min: new Date('1980-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  fc.assert(fc.property(instant, zone, (at, name) => readInstant(at.toISOString(), name)?.getTime() === at.getTime()))
  expect(read('2026-11-22T09:00+07:00')).toBe('2026-11-22T02:00:00.000Z')
})

describe('when the clocks change', () => {
  test('a time that summer time skips is the one just after it', () => {
    // New York, 8 March 2026: 02:00 to 03:00 does not exist.
    expect(read('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
    expect(read('2026-03-08T03:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
  })

  test('a time that comes twice is one of its two instants', () => {
    const twice = read('2026-11-01T01:30', 'America/New_York')
    expect(['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z']).toContain(twice)
  })

  test('the days around it have their own offsets', () => {
    expect(read('2026-03-07T09:00', 'America/New_York')).toBe('2026-03-07T14:00:00.000Z')
    expect(read('2026-03-09T09:00', 'America/New_York')).toBe('2026-03-09T13:00:00.000Z')
  })
})

test('what is not a time comes back as null, and nothing throws', () => {
  for (const written of ['', 'tomorrow', '2026-02-30T09:00', '2026-11-22T25:00']) expect(read(written)).toBeNull()
  for (const written of ['+010000-01-01T00:00:00Z', '-000001-01-01T00:00:00Z', '9999-12-31T23:59:59-08:00'])
    expect(read(written)).toBeNull()
  fc.assert(
    fc.property(fc.string(), (written) => {
      const at = readInstant(written, 'Asia/Kuala_Lumpur')
      return at === null || !Number.isNaN(at.getTime())
    }),
  )
})

test('a zone is one of the IANA names', () => {
  expect(['Asia/Jakarta', 'UTC', 'Europe/Berlin'].every(isTimeZone)).toBe(true)
  expect(['Asia/Nowhere', '', 'GMT+25'].some(isTimeZone)).toBe(false)
})
