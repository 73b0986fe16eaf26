import { campaignActions } from '@siaran/domain'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { nudge } from '../nudge.js'
import { confirmAudience } from './confirm-audience.js'
import { assertPossible, readCampaign, refusal } from './read-campaign.js'

/** draft → scheduled: for its own time when that is still to come, for now otherwise. */
export async function startCampaign(
  deps: ApiDeps,
  caller: Caller,
  id: string,
  { confirm, traceparent }: { confirm: number | undefined; traceparent: string | null },
) {
  const { db } = deps
  const campaign = await readCampaign(db, caller, id)
  assertPossible('start', campaign)
  await confirmAudience(deps, campaign, confirm)
  const now = new Date(deps.now())
  const waits = campaign.scheduleType === 'scheduled' && campaign.scheduledAt !== null && campaign.scheduledAt > now
  const scheduledAt = waits ? campaign.scheduledAt! : now
  const started = await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.campaign.updateMany({
      where: { id, workspaceId: caller.workspaceId, status: { in: [...campaignActions.start] } },
      data: { status: 'scheduled', scheduledAt, traceparent },
    })
    if (count > 0) await audit(tx, caller, 'campaign.started', id, { scheduledAt: scheduledAt.toISOString() })
    return count > 0
  })
  if (!started) throw await refusal(db, caller, id, 'start')
  if (!waits) await nudge(deps, 'campaigns.due', {})
  return { id, status: 'scheduled' as const, scheduledAt: scheduledAt.toISOString() }
}
