import type { EnrolmentCounts, JourneyCounts, ReentryRule, SequenceSummary, SequenceView } from '@siaran/contracts'
import {
  type CampaignStatus,
  type EnrolmentStatus,
  openMessageStatuses,
  type SequenceStatus,
  sequenceStatusOf,
} from '@siaran/domain'
import { type CampaignFigures, campaignView, readCampaignFigures } from './campaign-view.js'
import type { Database } from './database.js'
import type { Campaign, Sequence } from './generated/client.js'
import { statement } from './statement.js'

/** Both halves of a sequence: what it shares with campaigns, and what makes its messages. */
export type SequenceRow = Campaign & { sequence: Sequence }

export interface SequenceProgress {
  workspaceId: string
  sequenceId: string
  status: SequenceStatus
  counts: JourneyCounts
  enrolments: EnrolmentCounts
  steps: { id: string; counts: JourneyCounts }[]
}

export interface Contact {
  id: string
  leadId: string | null
  phone: string
  status: EnrolmentStatus
  enrolledAt: Date
  exitReason: string | null
  nextMessageAt: Date | null
  currentStep: number | null
}

type StepProgress = JourneyCounts & { id: string }

const countSteps = statement<StepProgress & { sequenceId: string }>('count-steps')
const countEnrolments = statement<EnrolmentCounts & { sequenceId: string }>('count-enrolments')
const findContacts = statement<Contact>('find-contacts')

/** A sequence as a list shows it. */
export function sequenceSummary({ sequence, ...campaign }: SequenceRow, figures: CampaignFigures): SequenceSummary {
  const { id, name, throttleConfig, expireAfterHours, createdAt, startedAt, pausedAt, endedAt } = campaignView(
    campaign,
    figures,
  )
  return {
    id,
    name,
    status: statusOf(campaign),
    trigger: sequence.trigger,
    niche: sequence.niche,
    targetStatus: sequence.targetStatus as SequenceSummary['targetStatus'],
    throttleConfig,
    exitOnReply: sequence.exitOnReply,
    reentry: reentryOf(sequence),
    expireAfterHours,
    nextTrigger: sequence.nextTrigger,
    counts: journeyCounts(figures),
    createdAt,
    startedAt,
    pausedAt,
    archivedAt: endedAt,
  }
}

/** A sequence with its steps and how far each has come. */
export async function readSequenceView(db: Database, row: SequenceRow): Promise<SequenceView> {
  const [[figures], steps, counted, [enrolments]] = await Promise.all([
    readCampaignFigures(db, [row.id]),
    db.prisma.sequenceStep.findMany({ where: { sequenceId: row.id, removedAt: null }, orderBy: { position: 'asc' } }),
    readStepCounts(db, [row.id]),
    readEnrolmentCounts(db, [row.id]),
  ])
  const countsOf = new Map(counted[0]!.map(({ id, counts }) => [id, counts]))
  return {
    ...sequenceSummary(row, figures!),
    steps: steps.map((step) => ({
      id: step.id,
      messageType: step.messageType as SequenceView['steps'][number]['messageType'],
      messageContent: step.messageContent,
      mediaUrl: step.mediaUrl,
      delayMinutes: step.delayMinutes,
      at: step.atTime,
      counts: countsOf.get(step.id) ?? nothing,
    })),
    enrolments: enrolments!,
  }
}

/** How sequences stand now, as `sequence:progress` tells it; one that does not exist any more is left out. */
export async function readSequenceProgress(db: Database, sequenceIds: readonly string[]): Promise<SequenceProgress[]> {
  const rows = await db.prisma.campaign.findMany({
    where: { id: { in: [...sequenceIds] }, isSequence: true },
    select: { id: true, workspaceId: true, status: true },
  })
  const ids = rows.map(({ id }) => id)
  const [figures, enrolments, steps] = await Promise.all([
    readCampaignFigures(db, ids),
    readEnrolmentCounts(db, ids),
    readStepCounts(db, ids),
  ])
  return rows.map((row, n) => ({
    workspaceId: row.workspaceId,
    sequenceId: row.id,
    status: statusOf(row),
    counts: journeyCounts(figures[n]!),
    enrolments: enrolments[n]!,
    steps: steps[n]!,
  }))
}

/** One page of the journeys through a sequence, all or those in one state, newest first. */
export const listContacts = (
  db: Database,
  { sequenceId, status }: { sequenceId: string; status?: EnrolmentStatus | undefined },
  { take, after }: { take: number; after: string | undefined },
): Promise<Contact[]> => findContacts(db, [sequenceId, status ?? null, after ?? null, take, openMessageStatuses])

async function readStepCounts(db: Database, sequenceIds: readonly string[]): Promise<SequenceProgress['steps'][]> {
  const rows = await countSteps(db, [sequenceIds])
  return sequenceIds.map((id) =>
    rows.filter(({ sequenceId }) => sequenceId === id).map(({ id, sequenceId: _, ...counts }) => ({ id, counts })),
  )
}

async function readEnrolmentCounts(db: Database, sequenceIds: readonly string[]): Promise<EnrolmentCounts[]> {
  const rows = await countEnrolments(db, [sequenceIds])
  const byId = new Map(rows.map(({ sequenceId, ...counts }) => [sequenceId, counts]))
  return sequenceIds.map((id) => byId.get(id) ?? { active: 0, completed: 0, exited: 0 })
}

const statusOf = ({ status }: Pick<Campaign, 'status'>) => sequenceStatusOf(status as CampaignStatus)

const reentryOf = ({ reentryAfterDays }: Sequence): ReentryRule =>
  reentryAfterDays === null ? 'never' : { afterDays: reentryAfterDays }

const nothing: JourneyCounts = { planned: 0, sent: 0, delivered: 0, read: 0, replied: 0, failed: 0, skipped: 0 }

function journeyCounts({ totalRecipients, counts, metrics }: CampaignFigures): JourneyCounts {
  const { sent, delivered, read, replied, failed } = metrics
  return { planned: totalRecipients, sent, delivered, read, replied, failed, skipped: counts.skipped }
}
