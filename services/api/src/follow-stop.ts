import { completeCampaigns, readCampaignView, type StoppedMessage } from '@siaran/db'
import type { ApiDeps } from './app.js'
import { tellProgress } from './sequences/tell-progress.js'

/** Completes those of the campaigns that have nothing left on its way, and tells the workspace. */
export async function completeAndTell(
  { db, live }: Pick<ApiDeps, 'db' | 'live'>,
  workspaceId: string,
  campaignIds: readonly string[],
): Promise<void> {
  for (const { id } of await completeCampaigns(db, campaignIds)) {
    const campaign = await readCampaignView(db, { id, workspaceId })
    if (campaign !== null)
      live.publish({ workspaceId, campaignId: id }, 'campaign:completed', { campaignId: id, campaign })
  }
}

/** What follows from messages that were stopped: their jobs are discarded, campaigns may have nothing left, sequences moved. */
export async function followStop(
  deps: Pick<ApiDeps, 'db' | 'produce' | 'live'>,
  workspaceId: string,
  stopped: readonly StoppedMessage[],
): Promise<void> {
  if (stopped.length === 0) return
  void deps.produce.discardDeviceJobs(stopped)
  const campaignIds = [...new Set(stopped.map(({ campaignId }) => campaignId))]
  await completeAndTell(deps, workspaceId, campaignIds)
  await tellProgress(deps, campaignIds)
}
