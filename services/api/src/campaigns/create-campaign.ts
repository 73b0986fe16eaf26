import type { CampaignView, campaignBody } from '@siaran/contracts'
import { campaignView, readCampaignFigures } from '@siaran/db'
import type { z } from 'zod'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { nudge } from '../nudge.js'
import { confirmAudience } from './confirm-audience.js'
import { planCampaign } from './plan-campaign.js'

/** `now`: scheduled for this instant, and the scheduler is told · `scheduled`: waits for its time · `manual`: a draft. */
export async function createCampaign(
  deps: ApiDeps,
  caller: Caller,
  { confirm, ...fields }: z.output<typeof campaignBody>,
  traceparent: string | null,
): Promise<CampaignView> {
  const { db } = deps
  const { workspaceId } = caller
  const now = new Date(deps.now())
  const plan = await planCampaign(db, caller, fields, now)
  const starts = plan.scheduleType !== 'manual'
  if (starts) await confirmAudience(deps, { ...plan, workspaceId }, confirm)
  const campaign = await db.prisma.$transaction(async (tx) => {
    const created = await tx.campaign.create({
      data: {
        ...plan,
        workspaceId,
        status: starts ? 'scheduled' : 'draft',
        scheduledAt: plan.scheduleType === 'now' ? now : plan.scheduledAt,
        traceparent: starts ? traceparent : null,
      },
    })
    await audit(tx, caller, 'campaign.created', created.id, { scheduleType: created.scheduleType })
    return created
  })
  if (plan.scheduleType === 'now') await nudge(deps, 'campaigns.due', {})
  const [figures] = await readCampaignFigures(db, [campaign.id])
  return campaignView(campaign, figures!)
}
