import { presentDeviceStatuses } from '@siaran/domain'
import type { Database } from './database.js'
import { statement } from './statement.js'

export type AudienceStanding = { has_audience: boolean; has_device: boolean }
export type ExpandedPage = { leads: number; messages: number; unplaced: number; finished: boolean }

const standing = statement<AudienceStanding>('audience-standing')
const expandPage = statement<ExpandedPage>('expand-campaign-page')

/** Is there anybody to write to, and a device that can do it? */
export async function readAudienceStanding(
  db: Database,
  campaignId: string,
): Promise<{ hasAudience: boolean; hasDevice: boolean }> {
  const [row] = await standing(db, [campaignId, presentDeviceStatuses])
  return { hasAudience: row!.has_audience, hasDevice: row!.has_device }
}

/** Makes the next page's messages; null when the campaign is not running or already expanded. */
export async function expandCampaignPage(
  db: Database,
  campaignId: string,
  leads: number,
): Promise<ExpandedPage | null> {
  const [row] = await expandPage(db, [campaignId, leads, presentDeviceStatuses])
  return row ?? null
}
