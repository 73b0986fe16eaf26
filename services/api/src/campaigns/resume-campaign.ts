import { campaignActions } from '@siaran/domain'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { nudge } from '../nudge.js'
import { assertPossible, readCampaign, refusal } from './read-campaign.js'

/** paused → running, or → scheduled when it was paused before it ever ran; its time may have come meanwhile. */
export async function resumeCampaign(deps: ApiDeps, caller: Caller, id: string) {
  const { db } = deps
  const campaign = await readCampaign(db, caller, id)
  assertPossible('resume', campaign)
  const status = campaign.startedAt === null ? 'scheduled' : 'running'
  const resumed = await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.campaign.updateMany({
      where: { id, workspaceId: caller.workspaceId, status: { in: [...campaignActions.resume] } },
      data: { status, pausedAt: null },
    })
    if (count > 0) await audit(tx, caller, 'campaign.resumed', id)
    return count > 0
  })
  if (!resumed) throw await refusal(db, caller, id, 'resume')
  if (status === 'scheduled') await nudge(deps, 'campaigns.due', {})
  else if (campaign.expandedAt === null) await nudge(deps, 'campaign.expand', { campaignId: id })
  if (status === 'running') await nudge(deps, 'messages.dispatch', {})
  return { id, status } as const
}
