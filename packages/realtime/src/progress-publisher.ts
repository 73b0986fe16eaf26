import type { CampaignMetrics, LiveEvent, LiveEvents } from '@siaran/contracts'
import type { Logger } from 'pino'

/** Where a campaign stands: what both of its progress events are made of. */
export type ProgressSnapshot = LiveEvent<'campaign:progress'> & { workspaceId: string; metrics: CampaignMetrics }
/** Where a sequence stands. */
export type SequenceSnapshot = LiveEvent<'sequence:progress'> & { workspaceId: string }

export interface ProgressPublisher {
  /** Something about the campaign, or the sequence, has changed; cheap enough for each message. */
  touch(campaignId: string): void
  /** Publishes where the campaign stands now, whenever the last snapshot was. Resolves also when the read failed. */
  flush(campaignId: string): Promise<void>
  /** Publishes what was touched and not yet told, and ends. */
  stop(): Promise<void>
}

/**
 * Campaigns due within this time of each other share one read, and from then on keep the same beat: however many
 * campaigns move, there are at most 20 reads a second. The first snapshot of a campaign waits as long at most.
 */
const GATHER_MS = 50

/**
 * Tells of progress without a flood: `touch` as often as one likes, and each campaign's snapshot is published at most
 * once every `intervalMs` (give or take the 50 ms of gathering), the first at once, the last always. One read at a time.
 */
export function createProgressPublisher(options: {
  live: LiveEvents
  /** Snapshots of those that are campaigns. */
  read: (ids: string[]) => Promise<ProgressSnapshot[]>
  /** Snapshots of those that are sequences; asked for what is no campaign. */
  readSequences: (ids: string[]) => Promise<SequenceSnapshot[]>
  intervalMs?: number
  log: Logger
}): ProgressPublisher {
  const { live, read, readSequences, log, intervalMs = 1_000 } = options
  /** Campaigns with news → when it is to be told. */
  const due = new Map<string, number>()
  const toldAt = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let wakeAt = Number.POSITIVE_INFINITY
  let turn: Promise<void> = Promise.resolve()
  let stopped = false

  const tell = async (campaignIds: string[]) => {
    const now = performance.now()
    // Marked before the read: what is touched while it runs is told again.
    for (const campaignId of campaignIds) {
      due.delete(campaignId)
      toldAt.set(campaignId, now)
    }
    try {
      const others = new Set(campaignIds)
      for (const { workspaceId, metrics, ...progress } of await read(campaignIds)) {
        const audience = { workspaceId, campaignId: progress.campaignId }
        others.delete(progress.campaignId)
        live.publish(audience, 'campaign:progress', progress)
        live.publish(audience, 'campaign:stats', { campaignId: progress.campaignId, metrics })
      }
      if (others.size === 0) return
      for (const { workspaceId, ...progress } of await readSequences([...others]))
        live.publish({ workspaceId }, 'sequence:progress', progress)
    } catch (err) {
      log.warn({ err, campaigns: campaignIds.length }, 'progress could not be read; it is tried again')
      for (const campaignId of campaignIds) due.set(campaignId, now + intervalMs)
    }
  }

  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(work)
    return turn
  }

  const wakeFor = (at: number) => {
    if (stopped || at >= wakeAt) return
    clearTimeout(timer)
    wakeAt = at
    timer = setTimeout(() => void inTurn(tick), Math.max(0, at - performance.now()))
  }

  const tick = async () => {
    wakeAt = Number.POSITIVE_INFINITY
    const now = performance.now()
    const ready = [...due].filter(([, at]) => at <= now + GATHER_MS).map(([campaignId]) => campaignId)
    if (ready.length > 0) await tell(ready)
    for (const [campaignId, at] of toldAt) if (at + intervalMs <= now) toldAt.delete(campaignId)
    wakeFor(Math.min(...due.values()))
  }

  return {
    touch(campaignId) {
      if (stopped || due.has(campaignId)) return
      const last = toldAt.get(campaignId) ?? Number.NEGATIVE_INFINITY
      const at = Math.max(performance.now() + GATHER_MS, last + intervalMs)
      due.set(campaignId, at)
      wakeFor(at)
    },
    flush: (campaignId) =>
      inTurn(async () => {
        await tell([campaignId])
        wakeFor(Math.min(...due.values()))
      }),
    async stop() {
      if (stopped) return turn
      stopped = true
      clearTimeout(timer)
      await inTurn(() => (due.size > 0 ? tell([...due.keys()]) : Promise.resolve()))
    },
  }
}
