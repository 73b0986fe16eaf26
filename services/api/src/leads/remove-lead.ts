import { completeCampaigns, readCampaignView, removeLead as remove } from '@siaran/db'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { notFound } from '../problem.js'

/** Deletes a lead; what waits for its phone is not sent, and a campaign that waited for nothing else is completed. */
export async function removeLead(
  { db, produce, live }: Pick<ApiDeps, 'db' | 'produce' | 'live'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const { workspaceId } = caller
  const stopped = await remove(db, { id, workspaceId })
  if (stopped === null) throw notFound('lead')
  await audit(db.prisma, caller, 'lead.deleted', id, { stoppedMessages: stopped.length })
  if (stopped.length === 0) return
  void produce.discardDeviceJobs(stopped)
  const campaignIds = [...new Set(stopped.map(({ campaignId }) => campaignId))]
  for (const ended of await completeCampaigns(db, campaignIds)) {
    const campaign = await readCampaignView(db, ended)
    if (campaign !== null)
      live.publish({ workspaceId, campaignId: ended.id }, 'campaign:completed', { campaignId: ended.id, campaign })
  }
}
