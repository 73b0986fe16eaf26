import type { BeginSpan } from '@siaran/contracts'
import {
  claimDueCampaign,
  claimDueCampaigns,
  type Database,
  type DueCampaign,
  failDueCampaign,
  isRefusal,
  readDueCampaigns,
  sentenceOf,
} from '@siaran/db'
import { done, type JobOutcome, type Producer } from '@siaran/queue'
import type { Logger } from 'pino'

export interface DueDeps {
  db: Database
  produce: Pick<Producer, 'add'>
  /** The scheduler's heart: it beats when the work was done, not when the process is merely there. */
  beat(): Promise<void>
  log: Logger
  begin?: BeginSpan
}

/**
 * Hands campaigns whose time has come to the workers, however long ago it came. One that the database refuses to start is
 * failed, with the reason, and holds up no other.
 */
export async function startDueCampaigns({ db, produce, beat, log, begin }: DueDeps): Promise<JobOutcome> {
  for (const campaign of await claimDue(db, log)) {
    const span = begin?.('campaign.due', campaign.traceparent, { 'siaran.campaign_id': campaign.id })
    log.info({ campaignId: campaign.id, workspaceId: campaign.workspaceId }, 'campaign is due')
    // Should this fail, the repair finds a running campaign that nobody expands.
    await produce
      .add('campaign.expand', { campaignId: campaign.id })
      .catch((err) =>
        log.warn({ err, campaignId: campaign.id }, 'the expansion could not be asked for; the repair will'),
      )
    span?.end()
  }
  await beat()
  return done()
}

async function claimDue(db: Database, log: Logger): Promise<DueCampaign[]> {
  try {
    return await claimDueCampaigns(db)
  } catch (err) {
    if (!isRefusal(err)) throw err
    log.warn({ err }, 'a campaign that is due is refused by the database; each is started by itself')
  }
  const claimed: DueCampaign[] = []
  for (const campaign of await readDueCampaigns(db)) {
    try {
      if (await claimDueCampaign(db, campaign)) claimed.push(campaign)
    } catch (err) {
      if (!isRefusal(err)) throw err
      const reason = `The campaign could not be started: ${sentenceOf(err)}`
      if (await failDueCampaign(db, campaign, reason))
        log.error({ err, campaignId: campaign.id, workspaceId: campaign.workspaceId }, 'campaign failed')
    }
  }
  return claimed
}
