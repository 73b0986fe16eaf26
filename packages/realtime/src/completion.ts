import type { CampaignView, LiveEvents } from '@siaran/contracts'
import type { Logger } from 'pino'
import type { ProgressPublisher } from './progress-publisher.js'

/** A campaign that was just completed. */
export type CompletedCampaign = { id: string; workspaceId: string }

export interface Completion {
  readonly name: string
  /** This campaign may have nothing left to do. Cheap enough for each settled message. */
  check(campaignId: string): void
  /** Tells of campaigns that were just completed: the last progress first, then the end. */
  announce(completed: readonly CompletedCampaign[]): Promise<void>
  stop(): Promise<void>
}

/** Checks of one campaign within this time are one statement. */
const GATHER_MS = 150

/**
 * Ends campaigns that have nothing left on its way, and says so live. Asked by whoever settles a message; what one
 * process misses (it died just then) the repair finds.
 */
export function createCompletion(options: {
  live: LiveEvents
  progress: Pick<ProgressPublisher, 'flush'>
  /** Completes those of the campaigns that have nothing left; answers them. */
  complete: (campaignIds: string[]) => Promise<CompletedCampaign[]>
  readView: (campaignId: string) => Promise<CampaignView | null>
  log: Logger
}): Completion {
  const { live, progress, complete, readView, log } = options
  const asked = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()

  const announce: Completion['announce'] = async (completed) => {
    for (const { id, workspaceId } of completed) {
      log.info({ campaignId: id, workspaceId }, 'campaign completed')
      await progress.flush(id)
      const campaign = await readView(id)
      if (campaign !== null)
        live.publish({ workspaceId, campaignId: id }, 'campaign:completed', { campaignId: id, campaign })
    }
  }

  const run = async () => {
    timer = undefined
    const campaignIds = [...asked]
    asked.clear()
    if (campaignIds.length === 0) return
    try {
      await announce(await complete(campaignIds))
    } catch (err) {
      log.warn({ err, campaigns: campaignIds.length }, 'completion could not be checked; the repair will')
    }
  }

  return {
    name: 'completion',
    check(campaignId) {
      asked.add(campaignId)
      timer ??= setTimeout(() => {
        turn = turn.then(run)
      }, GATHER_MS)
    },
    announce,
    async stop() {
      clearTimeout(timer)
      turn = turn.then(run)
      await turn
    },
  }
}
