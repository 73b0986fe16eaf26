import { presentDeviceStatuses } from '@siaran/domain'
import { type AudienceOwner, audienceFilterOf, audienceStatement } from './audience.js'
import type { Database } from './database.js'
import { statement } from './statement.js'
import { SUPPRESSED } from './suppressions.js'

export type ExpandedPage = { leads: number; messages: number; unplaced: number; finished: boolean }

const lockCampaign = statement<AudienceOwner>('lock-campaign-to-expand')
const expandPage = audienceStatement<ExpandedPage>('expand-campaign-page')

/** Makes the next page's messages; null when the campaign is not running or already expanded. */
export const expandCampaignPage = (db: Database, campaignId: string, leads: number): Promise<ExpandedPage | null> =>
  db.transaction(async (tx) => {
    const [campaign] = await lockCampaign(tx, [campaignId])
    if (campaign === undefined) return null
    const [row] = await expandPage(tx, campaign.workspaceId, audienceFilterOf(campaign), [
      campaignId,
      leads,
      presentDeviceStatuses,
      SUPPRESSED.code,
      SUPPRESSED.message,
    ])
    return row ?? null
  })
