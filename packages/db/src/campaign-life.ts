import { setTimeout as wait } from 'node:timers/promises'
import {
  CLAIM_LIFE_MS,
  campaignActions,
  messageStatesBefore,
  PAUSE_SETTLE_MS,
  releasableMessageStatuses,
  stoppableMessageStatuses,
} from '@siaran/domain'
import type { Database, Runner } from './database.js'
import { statement } from './statement.js'

export type CampaignKey = { id: string; workspaceId: string }
/** Of a campaign whose time has come: also the trace that it was started in, if any. */
export type DueCampaign = CampaignKey & { traceparent: string | null }
/** A message that lost its slot; its job, if there still is one, is named by these. */
export type ReleasedMessage = { id: string; deviceId: string; dispatchNumber: number }
export type StoppedMessage = ReleasedMessage & { campaignId: string }

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

const claimDue = statement<DueCampaign>('claim-due-campaigns')
const readDue = statement<DueCampaign>('due-campaigns')
const findFinished = statement<{ id: string }>('find-finished-campaigns')
const hold = statement<{ id: string }>('hold-campaigns')
const complete = statement<CampaignKey>('complete-campaigns')
const fail = statement<CampaignKey>('fail-campaign')
const halt = statement<{ stoppedAt: Date }>('halt-campaign')
const release = statement<ReleasedMessage>('release-messages')
const stop = statement<StoppedMessage>('stop-messages')
const inFlight = statement<{ sending: number; youngestMs: number }>('in-flight-after-pause')

/** Scheduled campaigns whose time has come, now running; each is handed to one caller only. */
export const claimDueCampaigns = (db: Database, most = 100): Promise<DueCampaign[]> =>
  claimDue(db, [['scheduled'], most, null])

/** The same for this campaign alone; false when it is not due or somebody else's. */
export const claimDueCampaign = async (db: Database, { id }: CampaignKey): Promise<boolean> =>
  (await claimDue(db, [['scheduled'], 1, id])).length > 0

/** Scheduled campaigns whose time has come, the longest overdue first; not claimed. */
export const readDueCampaigns = (db: Database, most = 100): Promise<DueCampaign[]> => readDue(db, [['scheduled'], most])

/** Ends a campaign that cannot be started, for a reason that people will read. False when it was no longer scheduled. */
export const failDueCampaign = async (db: Database, { id }: CampaignKey, reason: string): Promise<boolean> =>
  (await fail(db, [id, reason, ['scheduled']])).length > 0

/**
 * Ends the running campaigns (all, or the given ones) that have nothing left to do; answers those it ended. Safe to ask at
 * any time and from anywhere: of several askers one gets the row.
 */
export async function completeCampaigns(db: Database, campaignIds: readonly string[] | null): Promise<CampaignKey[]> {
  const finished = (await findFinished(db, [campaignIds])).map(({ id }) => id)
  if (finished.length === 0) return []
  return db.transaction(async (tx) => complete(tx, [(await hold(tx, [finished])).map(({ id }) => id)]))
}

/** Ends a running campaign for a reason that people will read. False when it was no longer running. */
export const failCampaign = async (db: Database, campaignId: string, reason: string): Promise<boolean> =>
  (await fail(db, [campaignId, reason, ['running']])).length > 0

/**
 * Pauses a campaign, and answers only when no send of it can begin any more: claims under way are waited for by the
 * row lock, and a claim that has not become a send within CLAIM_LIFE_MS is void. What is already handed over gets up to
 * PAUSE_SETTLE_MS to settle, and what has a slot as long to be taken back, so that the counts after the answer are the
 * final ones unless the campaign is very large or the network very slow. `released` comes when all slots are taken back;
 * should this process die before, the repair does it. Null when the campaign's state does not allow a pause.
 */
export async function pauseCampaign(
  db: Database,
  key: CampaignKey,
): Promise<{ pausedAt: Date; released: Promise<ReleasedMessage[]> } | null> {
  const [row] = await halt(db, [key.id, key.workspaceId, campaignActions.pause, 'paused'])
  if (row === undefined) return null
  const released = releaseCampaign(db, key.id)
  released.catch(() => {}) // told to whoever waits for it
  await Promise.all([settleInFlight(db, key.id), Promise.race([released.catch(() => {}), wait(PAUSE_SETTLE_MS)])])
  return { pausedAt: row.stoppedAt, released }
}

/**
 * Cancels a campaign for good, with the same promise as a pause: after the answer no send begins. Its open messages are
 * closed by the job `campaign.close`, in batches. Null when the campaign's state does not allow it.
 */
export async function cancelCampaign(db: Database, key: CampaignKey): Promise<{ cancelledAt: Date } | null> {
  const [row] = await halt(db, [key.id, key.workspaceId, campaignActions.cancel, 'cancelled'])
  if (row === undefined) return null
  await settleInFlight(db, key.id)
  return { cancelledAt: row.stoppedAt }
}

async function settleInFlight(db: Database, campaignId: string): Promise<void> {
  const began = performance.now()
  for (;;) {
    const [left] = await inFlight(db, [campaignId])
    if (left!.sending === 0) return
    if (performance.now() - began >= PAUSE_SETTLE_MS && left!.youngestMs > CLAIM_LIFE_MS) return
    await wait(20)
  }
}

/** Takes everything of a campaign that is queued back to pending. */
export const releaseCampaign = (db: Runner, campaignId: string): Promise<ReleasedMessage[]> =>
  release(db, [releasableMessageStatuses, campaignId, null])

/** Takes everything that is queued on a device back to pending; for a device that was lost. */
export const releaseDevice = (db: Runner, deviceId: string): Promise<ReleasedMessage[]> =>
  release(db, [releasableMessageStatuses, null, deviceId])

export type StopReason =
  | { to: 'skipped'; code: 'lead_deleted' | 'device_removed' | 'expired'; message: string }
  | { to: 'cancelled'; code: 'campaign_cancelled'; message: string }

/** Whose messages to stop: any mixture of the three, at least one. */
export type StopScope = { campaignId?: string; deviceId?: string; leadId?: string }

/**
 * Ends every message of the scope that has not been handed over, in batches that each commit. Calls `onStopped` with
 * each batch, for what follows from it (jobs to discard, campaigns that may be complete).
 */
export async function stopMessages(
  db: Runner,
  scope: StopScope,
  reason: StopReason,
  onStopped: (messages: StoppedMessage[]) => void = () => {},
  batch = 5_000,
): Promise<number> {
  const from = stoppableMessageStatuses.filter((status) => messageStatesBefore(reason.to).includes(status))
  let after = FIRST_ID
  let total = 0
  for (;;) {
    const stopped = await stop(db, [
      from,
      reason.to,
      reason.code,
      reason.message,
      batch,
      scope.campaignId ?? null,
      scope.deviceId ?? null,
      scope.leadId ?? null,
      after,
    ])
    if (stopped.length === 0) return total
    total += stopped.length
    after = stopped
      .map(({ id }) => id)
      .sort()
      .at(-1)!
    onStopped(stopped)
  }
}
