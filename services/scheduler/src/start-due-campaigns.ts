import type { CampaignKey } from '@siaran/db'
import { done, type JobOutcome, type Producer } from '@siaran/queue'
import type { Logger } from 'pino'

export interface DueDeps {
  claimDueCampaigns(): Promise<CampaignKey[]>
  produce: Pick<Producer, 'add'>
  /** The scheduler's heart: it beats when the work was done, not when the process is merely there. */
  beat(): Promise<void>
  log: Logger
}

/** Hands campaigns whose time has come to the workers, however long ago it came. */
export async function startDueCampaigns({ claimDueCampaigns, produce, beat, log }: DueDeps): Promise<JobOutcome> {
  for (const campaign of await claimDueCampaigns()) {
    log.info({ campaignId: campaign.id, workspaceId: campaign.workspaceId }, 'campaign is due')
    // Should this fail, the repair finds a running campaign that nobody expands.
    await produce.add('campaign.expand', { campaignId: campaign.id })
  }
  await beat()
  return done()
}
