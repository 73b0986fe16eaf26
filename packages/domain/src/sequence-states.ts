import type { CampaignStatus } from './campaign-states.js'
import { phoneFailures } from './phone-failures.js'

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

/** Why an enrolment has exited. A failure that is the phone's own is its own reason. */
export const exitReasons = [
  'replied',
  'opted_out',
  'removed',
  'sequence_archived',
  'lead_deleted',
  'device_removed',
  ...phoneFailures,
] as const
export type ExitReason = (typeof exitReasons)[number]
