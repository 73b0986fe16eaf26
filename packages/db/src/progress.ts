import type { CampaignStatus } from '@siaran/domain'
import { type CampaignFigures, readCampaignFigures } from './campaign-view.js'
import type { Database } from './database.js'
import { statement } from './statement.js'

export type CampaignProgress = CampaignFigures & {
  campaignId: string
  workspaceId: string
  status: CampaignStatus
  startedAt: Date | null
}

const read = statement<{ id: string; workspaceId: string; status: CampaignStatus; startedAt: Date | null }>(
  'progress-of-campaigns',
)

/** How campaigns stand now; one that does not exist any more is left out, and so is a sequence. */
export async function readCampaignProgress(db: Database, campaignIds: readonly string[]): Promise<CampaignProgress[]> {
  const campaigns = await read(db, [campaignIds])
  const figures = await readCampaignFigures(
    db,
    campaigns.map(({ id }) => id),
  )
  return campaigns.map(({ id, ...campaign }, n) => ({ ...figures[n]!, ...campaign, campaignId: id }))
}
