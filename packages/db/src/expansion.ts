import { presentDeviceStatuses } from '@siaran/domain'
import { type AudienceOwner, audienceStatement, startedFilterOf } from './audience.js'
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
    const filter = startedFilterOf(campaign)
    if (filter === null) throw new Error('A campaign has started without the filter of its segment')
    const [row] = await expandPage(tx, campaign.workspaceId, filter, [
      campaignId,
      leads,
      presentDeviceStatuses,
      SUPPRESSED.code,
      SUPPRESSED.message,
    ])
    return row ?? null
  })
