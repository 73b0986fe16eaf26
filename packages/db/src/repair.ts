import { messageStatesBefore, releasableMessageStatuses } from '@siaran/domain'
import type { ReleasedMessage } from './campaign-life.js'
import type { Database } from './database.js'
import { statement } from './statement.js'

export type UnfinishedWork =
  | { id: string; work: 'expand' | 'expire' | 'close' | 'release' | 'import' }
  | { id: string; work: 'vacate'; deviceId: string }

const processing = statement<{ id: string }>('repair-processing')
const sending = statement<{ id: string; campaignId: string; deviceId: string }>('repair-sending')
const queued = statement<ReleasedMessage>('read-queued')
const releaseQueued = statement<{ id: string }>('release-queued')
const unfinished = statement<UnfinishedWork>('unfinished-work')

const BATCH = 5_000

/** processing for longer than this: its dispatcher is dead. */
export const returnStuckProcessing = async (db: Database, olderThanMs: number) =>
  (await processing(db, [olderThanMs, BATCH])).length

/** sending under a dead lease, or for longer than any send may take: unconfirmed. */
export const findDoubtfulSends = (db: Database, longestSendMs: number) => sending(db, [BATCH, longestSendMs])

/** queued, and the slot is past by more than that (null: or not yet): worth a look whether the job is still there. */
export const readQueued = (db: Database, overdueMs: number | null, afterId: string) =>
  queued(db, [overdueMs, afterId, BATCH])

/** Back to pending, for a new slot; only what is still in the dispatch that was looked at. */
export const releaseQueuedMessages = async (db: Database, messages: readonly Omit<ReleasedMessage, 'deviceId'>[]) =>
  (
    await releaseQueued(db, [
      releasableMessageStatuses.filter((status) => messageStatesBefore('pending').includes(status)),
      messages.map(({ id }) => id),
      messages.map(({ dispatchNumber }) => dispatchNumber),
    ])
  ).length

export const readUnfinishedWork = (db: Database) => unfinished(db, [])
