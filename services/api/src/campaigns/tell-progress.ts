import { readCampaignProgress } from '@siaran/db'
import type { ApiDeps } from '../app.js'

/** Tells the workspace where a campaign stands now; an id that is no campaign's is passed over. */
export async function tellCampaignProgress({ db, live }: Pick<ApiDeps, 'db' | 'live'>, id: string): Promise<void> {
  for (const { workspaceId, metrics, startedAt: _, ...progress } of await readCampaignProgress(db, [id])) {
    const audience = { workspaceId, campaignId: id }
    live.publish(audience, 'campaign:progress', progress)
    live.publish(audience, 'campaign:stats', { campaignId: id, metrics })
  }
}
