import { pauseCampaign as pause } from '@siaran/db'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { readCampaign, refusal } from './read-campaign.js'

/** Answers when no send of the campaign can begin any more; its jobs in Redis are stale by then, and go at leisure. */
export async function pauseCampaign({ db, live, produce, log }: ApiDeps, caller: Caller, id: string) {
  const { workspaceId } = caller
  await readCampaign(db, caller, id)
  const paused = await pause(db, { id, workspaceId })
  if (paused === null) throw await refusal(db, caller, id, 'pause')
  paused.released
    .then((released) => produce.discardDeviceJobs(released))
    .catch((err) => log.warn({ err, campaignId: id }, 'slots of a paused campaign are left to the repair'))
  const pausedAt = paused.pausedAt.toISOString()
  live.publish({ workspaceId, campaignId: id }, 'campaign:paused', { campaignId: id, pausedAt })
  await audit(db.prisma, caller, 'campaign.paused', id)
  return { id, status: 'paused' as const, pausedAt }
}
