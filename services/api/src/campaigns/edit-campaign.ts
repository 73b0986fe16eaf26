import type { CampaignView, campaignPatch } from '@siaran/contracts'
import { type Campaign, campaignView, readCampaignFigures } from '@siaran/db'
import { type CampaignStatus, editableCampaignStatuses } from '@siaran/domain'
import type { z } from 'zod'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { nudge } from '../nudge.js'
import { Problem } from '../problem.js'
import { confirmAudience } from './confirm-audience.js'
import { type CampaignFields, type CampaignPlan, planCampaign } from './plan-campaign.js'
import { readCampaign } from './read-campaign.js'

type Patch = Omit<z.output<typeof campaignPatch>, 'confirm'>

/**
 * Merges the patch into the campaign and checks the whole again. An edit never starts anything: a draft stays one,
 * whatever its schedule says, until it is started. What is scheduled follows its schedule: to another time, to now, or
 * with `manual` back to a draft. Only while draft or scheduled: 400 `campaign.not_editable`.
 */
export async function editCampaign(
  deps: ApiDeps,
  caller: Caller,
  id: string,
  { confirm, ...patch }: z.output<typeof campaignPatch>,
): Promise<CampaignView> {
  const { db } = deps
  const before = await readCampaign(db, caller, id)
  assertEditable(before.status)
  const now = new Date(deps.now())
  const plan = await planCampaign(db, caller, merged(before, patch), now, Object.keys(patch))
  const next = standing(before, plan, patch, now)
  if (next.status === 'scheduled' && (patch.audienceType ?? patch.audienceConfig) !== undefined)
    await confirmAudience(deps, { ...plan, workspaceId: caller.workspaceId }, confirm)

  const campaign = await db.prisma.$transaction(async (tx) => {
    const [changed] = await tx.campaign.updateManyAndReturn({
      where: { id, workspaceId: caller.workspaceId, status: before.status },
      data: { ...plan, ...next },
    })
    if (changed !== undefined) await audit(tx, caller, 'campaign.changed', id, { fields: Object.keys(patch) })
    return changed
  })
  if (campaign === undefined) {
    assertEditable((await readCampaign(db, caller, id)).status)
    throw new Problem('campaign.not_editable', 'The campaign has just been changed; try again')
  }
  if (next.scheduledAt !== null && next.scheduledAt <= now) await nudge(deps, 'campaigns.due', {})
  const [figures] = await readCampaignFigures(db, [id])
  return campaignView(campaign, figures!)
}

function assertEditable(status: string): void {
  if (!(editableCampaignStatuses as readonly string[]).includes(status))
    throw new Problem(
      'campaign.not_editable',
      `A campaign that is ${status} cannot be edited; only draft and scheduled ones can`,
    )
}

/** The patch on top of what the row says, in the words of a creation. */
function merged(before: Campaign, patch: Patch): CampaignFields {
  const scheduleType = patch.scheduleType ?? (before.scheduleType as CampaignFields['scheduleType'])
  const timeBefore = scheduleType === 'scheduled' ? before.scheduledAt?.toISOString() : null
  const audienceBefore = patch.audienceType === undefined ? (before.audienceConfig as Record<string, unknown>) : {}
  return {
    name: before.name,
    messageType: before.messageType as CampaignFields['messageType'],
    messageContent: before.messageContent,
    mediaUrl: before.mediaUrl,
    accountId: before.accountId,
    audienceType: before.audienceType as CampaignFields['audienceType'],
    templateVariables: before.templateVariables as CampaignFields['templateVariables'],
    expireAfterHours: before.expireAfterHours,
    throttleConfig: {
      messagesPerMinute: before.messagesPerMinute,
      batchSize: before.batchSize,
      delayBetweenBatches: before.delayBetweenBatchesMs,
      minDelaySeconds: before.minDelayMs / 1_000,
      maxDelaySeconds: before.maxDelayMs / 1_000,
    },
    ...patch,
    scheduleType,
    scheduledAt: patch.scheduledAt === undefined ? timeBefore : patch.scheduledAt,
    audienceConfig: patch.audienceConfig ?? audienceBefore,
  }
}

/** Where the edited campaign stands: what is scheduled follows its schedule, when the edit is about that. */
function standing(
  before: Campaign,
  plan: CampaignPlan,
  patch: Patch,
  now: Date,
): { status: CampaignStatus; scheduledAt: Date | null } {
  const planned = plan.scheduledAt
  if (before.status === 'draft') return { status: 'draft', scheduledAt: planned }
  if (patch.scheduleType === undefined && patch.scheduledAt === undefined)
    return { status: 'scheduled', scheduledAt: before.scheduledAt }
  if (plan.scheduleType === 'manual') return { status: 'draft', scheduledAt: null }
  return { status: 'scheduled', scheduledAt: planned ?? now }
}
