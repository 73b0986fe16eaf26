import type { CampaignStatus } from './campaign-states.js'
import { phoneFailures } from './phone-failures.js'
import { DAY_MS } from './slots.js'

/** The states of a sequence, as people see them. */
export const sequenceStatuses = ['draft', 'active', 'paused', 'archived'] as const
export type SequenceStatus = (typeof sequenceStatuses)[number]

/** A sequence travels the campaigns' road, so its row has a campaign's status: sequence → campaign. */
export const campaignStatusOf = {
  draft: 'draft',
  active: 'running',
  paused: 'paused',
  archived: 'cancelled',
} as const satisfies Record<SequenceStatus, CampaignStatus>

/** The other way. Throws for a status that a sequence's row never has: it is not scheduled, completed or failed. */
export function sequenceStatusOf(status: CampaignStatus): SequenceStatus {
  const found = sequenceStatuses.find((each) => campaignStatusOf[each] === status)
  if (found === undefined) throw new Error(`A sequence is never ${status}`)
  return found
}

export const enrolmentStatuses = ['active', 'completed', 'exited'] as const
export type EnrolmentStatus = (typeof enrolmentStatuses)[number]

/** The one truth about how an enrolment may move: one that has ended never begins again, re-entry makes a new one. */
export const enrolmentTransitions = {
  active: ['completed', 'exited'],
  completed: [],
  exited: [],
} as const satisfies Record<EnrolmentStatus, readonly EnrolmentStatus[]>

/** Why an enrolment has exited. A failure that is the phone's own is its own reason. */
export const exitReasons = [
  'replied',
  'opted_out',
  'removed',
  'sequence_archived',
  'lead_deleted',
  ...phoneFailures,
] as const
export type ExitReason = (typeof exitReasons)[number]

/** One of a lead's times in a sequence. */
export interface EarlierEnrolment {
  /** Which of the lead's times it is, from 1. */
  entry: number
  /** Null exactly while it is active. */
  endedAt: Date | null
}

/**
 * The number of the entry with which a lead may enter a sequence at `now`; null when it may not. The first is 1. Never
 * while the lead is in it. Again only when `reentryAfterDays` is not null (null: never again) and so many times 24 hours
 * have passed since each of its earlier times ended, completed or exited.
 */
export function nextEntry(
  earlier: readonly EarlierEnrolment[],
  reentryAfterDays: number | null,
  now: Date,
): number | null {
  const longOver = ({ endedAt }: EarlierEnrolment) =>
    endedAt !== null && reentryAfterDays !== null && now.getTime() - endedAt.getTime() >= reentryAfterDays * DAY_MS
  return earlier.every(longOver) ? Math.max(0, ...earlier.map(({ entry }) => entry)) + 1 : null
}
