import { type Database, exitArchived, type StoppedMessage, stopMessages } from '@siaran/db'
import { done, type JobOutcome, type Producer } from '@siaran/queue'
import type { ProgressPublisher } from '@siaran/realtime'

export interface CloseDeps {
  db: Database
  produce: Pick<Producer, 'discardDeviceJobs'>
  progress: ProgressPublisher
}

/**
 * Ends what is left of a campaign that was cancelled or has failed: everything not handed over becomes cancelled.
 * The journeys of a sequence that was archived end first, and their messages with them.
 */
export async function closeCampaign(deps: CloseDeps, { campaignId }: { campaignId: string }): Promise<JobOutcome> {
  const campaign = await deps.db.prisma.campaign.findUnique({ where: { id: campaignId } })
  if (campaign?.status !== 'cancelled' && campaign?.status !== 'failed') return done()
  const discard = (stopped: readonly StoppedMessage[]) =>
    void deps.produce.discardDeviceJobs(stopped.filter(({ dispatchNumber }) => dispatchNumber > 0))
  if (campaign.isSequence)
    for (let stopped = await exitArchived(deps.db, campaign); stopped !== null; ) {
      discard(stopped)
      stopped = await exitArchived(deps.db, campaign)
    }
  const message = campaign.status === 'failed' ? 'The campaign failed' : 'The campaign was cancelled'
  await stopMessages(deps.db, { campaignId }, { to: 'cancelled', code: 'campaign_cancelled', message }, discard)
  await deps.progress.flush(campaignId)
  return done()
}
