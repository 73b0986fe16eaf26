import { DateTime, IANAZone } from 'luxon'

/** Whether the name is one of the IANA time zones, as `Asia/Jakarta`. */
export const isTimeZone = (name: string): boolean => IANAZone.isValidZone(name)

/**
 * Reads an instant: ISO 8601 with an offset or `Z` as it stands; a local time (`2026-11-22T09:00`) on the wall clock of
 * `zone`. A time that a change to summer time skips is read as the one just after it. Null: not a time, or one of a year
 * that is not written with four digits, which answers could not show.
 */
export function readInstant(written: string, zone: string): Date | null {
  const time = DateTime.fromISO(written.trim().replace(' ', 'T'), { zone })
  const { year } = time.toUTC()
  return time.isValid && year >= 0 && year <= 9_999 ? time.toJSDate() : null
}
