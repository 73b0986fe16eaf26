import {
  completeCampaigns,
  type Database,
  findDoubtfulSends,
  forgetIdempotencyKeys,
  readQueued,
  readUnfinishedWork,
  releaseCampaign,
  releaseQueuedMessages,
  removeAbandonedUploads,
  returnStuckProcessing,
  type StopReason,
  stopMessages,
  type UnfinishedWork,
} from '@siaran/db'
import { groupBy, type MessageStatus } from '@siaran/domain'
import { done, type JobOutcome, type Producer } from '@siaran/queue'
import type { Completion, ProgressPublisher } from '@siaran/realtime'
import type { Logger } from 'pino'

export interface RepairDeps {
  db: Database
  produce: Pick<Producer, 'add' | 'findLostJobs' | 'discardDeviceJobs' | 'noticeWork'>
  progress: ProgressPublisher
  completion: Completion
  log: Logger
  now: () => number
  /** Told how many messages were put right that a crash had left in that state. */
  onRepaired?: (status: RepairedStatus, messages: number) => void
}

/** States that a message can be stuck in. */
export const repairedStatuses = ['processing', 'queued', 'sending'] as const satisfies MessageStatus[]
type RepairedStatus = (typeof repairedStatuses)[number]

/**
 * A dispatcher's turn takes well under a second; one that has not ended after this is dead, and its devices get no slots
 * until then. One that only slept finds its rows gone and does no harm.
 */
const DISPATCHER_DEAD_MS = 10_000
/** Far longer than a sender waits for any answer. */
const LONGEST_SEND_MS = 300_000
/** A slot that passed so long ago is worth a look whether its job still exists. */
const OVERDUE_MS = 10_000
/** No upload takes so long: its API died over it. */
const ABANDONED_AFTER_MS = 24 * 3_600_000

const EXPIRED: StopReason = {
  to: 'skipped',
  code: 'expired',
  message: 'The campaign had expired before this message could leave',
}
const DEVICE_REMOVED: StopReason = { to: 'skipped', code: 'device_removed', message: 'The device was removed' }
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Puts right what a crash, a flushed Redis or a lost job left behind. Every step looks at the rows alone, has no window
 * in time, and does nothing when there is nothing to do. Each stands by itself: one that breaks is logged with what it was
 * at, and the others are done all the same.
 */
export async function repairMessages(deps: RepairDeps): Promise<JobOutcome> {
  const { db, log, progress, completion, onRepaired = () => {} } = deps
  const apart = async (what: object, work: () => Promise<void>) => {
    try {
      await work()
    } catch (err) {
      log.error({ err, ...what }, 'a repair broke off; it is tried again with the next round')
    }
  }

  await apart({ work: 'processing' }, async () => {
    const returned = await returnStuckProcessing(db, DISPATCHER_DEAD_MS)
    onRepaired('processing', returned)
    if (returned > 0) log.warn({ messages: returned }, 'repaired: a dispatcher died; its messages are pending again')
  })
  await apart({ work: 'sending' }, async () => {
    const doubtful = await findDoubtfulSends(db, LONGEST_SEND_MS)
    onRepaired('sending', doubtful.length)
    for (const [campaignId, messages] of groupBy(doubtful, (message) => message.campaignId)) {
      log.warn({ campaignId, messages: messages.length }, 'a sender was lost in mid-send; its messages are unconfirmed')
      progress.touch(campaignId)
    }
  })
  await apart({ work: 'queued' }, async () => {
    const requeued = await releaseLost(deps, OVERDUE_MS)
    if (requeued > 0) log.warn({ messages: requeued }, 'repaired: jobs were lost; their messages get new slots')
  })
  await apart({ work: 'unfinished' }, async () => {
    for (const { id, ...task } of await readUnfinishedWork(db))
      await apart({ ...task, [task.work === 'import' ? 'importId' : 'campaignId']: id }, () =>
        takeUp(deps, { id, ...task } as UnfinishedWork),
      )
  })
  await apart({ work: 'uploads' }, async () => {
    await removeAbandonedUploads(db, new Date(deps.now() - ABANDONED_AFTER_MS))
  })
  await apart({ work: 'idempotency keys' }, async () => {
    await forgetIdempotencyKeys(db)
  })
  await apart({ work: 'completion' }, async () => completion.announce(await completeCampaigns(db, null)))
  return done()
}

/** Redis has lost everything: whatever has a slot and no job gets a new slot, its old one passed or not. */
export async function requeueMessages(
  deps: Pick<RepairDeps, 'db' | 'produce' | 'log' | 'onRepaired'>,
): Promise<JobOutcome> {
  const requeued = await releaseLost(deps, null)
  if (requeued === 0) return done()
  deps.log.warn({ messages: requeued }, 'Redis had lost its jobs; their messages get new slots')
  await deps.produce.add('messages.dispatch', {})
  return done()
}

async function releaseLost(
  { db, produce, onRepaired = () => {} }: Pick<RepairDeps, 'db' | 'produce' | 'onRepaired'>,
  overdueMs: number | null,
): Promise<number> {
  let total = 0
  for (let after = FIRST_ID; ; ) {
    const overdue = await readQueued(db, overdueMs, after)
    if (overdue.length === 0) return total
    after = overdue.at(-1)!.id
    const lost = await produce.findLostJobs(overdue)
    const isLost = new Set(lost)
    const waiting = new Set(overdue.filter((message) => !isLost.has(message)).map(({ deviceId }) => deviceId))
    // A sender that has seen an empty queue looks again when it is told to, and the notice may be lost.
    if (waiting.size > 0) produce.noticeWork([...waiting])
    if (lost.length === 0) continue
    const released = await releaseQueuedMessages(db, lost)
    onRepaired('queued', released)
    total += released
  }
}

async function takeUp(deps: RepairDeps, task: UnfinishedWork): Promise<void> {
  const { produce } = deps
  switch (task.work) {
    case 'expand':
      return produce.add('campaign.expand', { campaignId: task.id })
    case 'close':
      return produce.add('campaign.close', { campaignId: task.id })
    case 'import':
      return produce.add('leads.import', { importId: task.id })
    case 'release':
      return produce.discardDeviceJobs(await releaseCampaign(deps.db, task.id))
    case 'expire':
      return skipRest(deps, { campaignId: task.id }, EXPIRED)
    case 'vacate':
      return skipRest(deps, { campaignId: task.id, deviceId: task.deviceId }, DEVICE_REMOVED)
  }
}

/** Ends what has not been handed over, and whatever follows from that. */
async function skipRest(
  { db, produce, progress, completion }: RepairDeps,
  scope: { campaignId: string; deviceId?: string },
  reason: StopReason,
): Promise<void> {
  const stopped = await stopMessages(
    db,
    scope,
    reason,
    (messages) => void produce.discardDeviceJobs(messages.filter(({ dispatchNumber }) => dispatchNumber > 0)),
  )
  if (stopped > 0) progress.touch(scope.campaignId)
  completion.check(scope.campaignId)
}
