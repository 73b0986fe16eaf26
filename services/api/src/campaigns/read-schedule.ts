import { readInstant } from '@siaran/domain'
import type { Fault } from '../validation-faults.js'

export interface ScheduleFields {
  scheduleType: 'now' | 'scheduled' | 'manual'
  scheduledAt?: string | null | undefined
}

export interface Schedule {
  /** Of a scheduled campaign; null for the others, whose time is when somebody starts them. */
  at: Date | null
  malformed: Fault[]
  impossible: Fault[]
}

/**
 * `scheduledAt` and `scheduleType` belong together; a local time is read on the wall clock of `timezone`. A time before
 * `notBefore` is refused; null: the time was accepted earlier and may have passed since.
 */
export function readSchedule(
  { scheduleType, scheduledAt }: ScheduleFields,
  timezone: string,
  notBefore: Date | null,
): Schedule {
  const faulty = (kind: 'malformed' | 'impossible', message: string): Schedule => ({
    at: null,
    malformed: [],
    impossible: [],
    [kind]: [{ path: 'scheduledAt', message }],
  })
  if (scheduleType !== 'scheduled')
    return scheduledAt == null
      ? { at: null, malformed: [], impossible: [] }
      : faulty('impossible', `Only a campaign with scheduleType "scheduled" has a time; this one is "${scheduleType}"`)
  if (scheduledAt == null) return faulty('impossible', 'A campaign with scheduleType "scheduled" needs a time')
  const at = readInstant(scheduledAt, timezone)
  if (at === null)
    return faulty('malformed', 'Not a time: write an instant (2026-12-01T01:00:00Z) or a local time (2026-12-01T09:00)')
  if (notBefore !== null && at <= notBefore) return faulty('impossible', `${at.toISOString()} is in the past`)
  return { at, malformed: [], impossible: [] }
}
