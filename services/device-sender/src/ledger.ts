import { setTimeout as wait } from 'node:timers/promises'
import {
  type Acknowledgement,
  acknowledgeMessages,
  type ClaimedMessage,
  claimMessages,
  type Database,
  type DeviceNews,
  exitEnrolments,
  type SendClaim,
  type SettledMessage,
  type Settlement,
  setDeviceStatuses,
  settleMessages,
} from '@siaran/db'
import { groupBy, isPhoneFailure } from '@siaran/domain'
import type { Logger } from 'pino'
import { createBatch } from './batch.js'

/** Rows a statement: past this a larger batch is no faster, and holds its locks for longer. */
const MOST = 500
const AGAIN_AFTER_MS = 500

/** What a sender writes into Postgres, each kind in batches over all its devices. */
export interface Ledger {
  /** The message, now `sending` under this sender's name; null when it is not to be sent. Throws when in doubt. */
  claim(claim: SendClaim): Promise<ClaimedMessage | null>
  /** Writes down what became of a send. Does not give up while this process lives: what happened must not be lost. */
  settle(settlement: Settlement): Promise<void>
  acknowledge(ack: Acknowledgement): Promise<void>
  /** Writes what a session says of itself; answers the workspace when it was news, null when not (or not the owner's). */
  writeStatus(news: DeviceNews): Promise<{ workspaceId: string } | null>
  /** Settlements that are not written down yet. */
  readonly unwritten: number
}

export function createLedger(options: {
  db: Database
  sender: string
  log: Logger
  /** Told of each campaign whose counters moved. */
  moved: (campaignId: string) => void
}): Ledger {
  const { db, sender, log, moved } = options
  let unwritten = 0

  const claims = createBatch<SendClaim, ClaimedMessage | null>(
    async (items) => {
      const claimed = new Map((await claimMessages(db, sender, items, moved)).map((message) => [message.id, message]))
      return items.map(({ messageId }) => claimed.get(messageId) ?? null)
    },
    { most: MOST, atOnce: 2 },
  )
  const settlements = createBatch<Settlement, void>(
    async (items) => {
      const settled = await settleMessages(db, items)
      for (const { campaignId } of settled) moved(campaignId)
      await endJourneys(settled)
      return items.map(() => undefined)
    },
    { most: MOST },
  )
  /** A phone that cannot be reached is not written to again: its journey ends with the reason that the network gave. */
  const endJourneys = async (settled: readonly SettledMessage[]): Promise<void> => {
    const lost = settled.flatMap(({ status, workspaceId, enrolmentId, errorCode: code, errorMessage: message }) =>
      status === 'failed' && enrolmentId !== null && isPhoneFailure(code)
        ? { workspaceId, enrolmentId, why: { code, message: message ?? 'The network refused the phone' } }
        : [],
    )
    // A batch's reasons are few: one statement for each.
    const alike = groupBy(lost, ({ workspaceId, why }) => JSON.stringify([workspaceId, why]))
    for (const group of alike.values()) {
      const { workspaceId, why } = group[0]!
      const enrolmentIds = group.map(({ enrolmentId }) => enrolmentId)
      await exitEnrolments(db, { workspaceId, enrolmentIds }, why, new Date()).catch((err) =>
        // Their next messages will be refused in the same way, and end them then.
        log.warn({ err, enrolmentIds }, 'journeys could not be ended'),
      )
    }
  }

  const acks = createBatch<Acknowledgement, void>(
    async (items) => {
      for (const { campaignId } of await acknowledgeMessages(db, items)) moved(campaignId)
      return items.map(() => undefined)
    },
    { most: MOST },
  )

  const statuses = createBatch<DeviceNews, { workspaceId: string } | null>(
    async (items) => {
      const changed = await setDeviceStatuses(db, sender, items)
      return items.map(({ deviceId }) => changed.get(deviceId) ?? null)
    },
    { most: MOST },
  )

  /** Tries again while the store is away; a row that the database refuses for itself is given up, loudly. */
  const insisting = async (what: string, id: string, write: () => Promise<void>): Promise<void> => {
    for (;;) {
      try {
        return await write()
      } catch (err) {
        if (isRefusal(err)) return log.error({ err, messageId: id }, `${what} was refused by the database`)
        log.warn({ err, messageId: id }, `${what} could not be written; trying again`)
        await wait(AGAIN_AFTER_MS)
      }
    }
  }

  return {
    claim: claims,
    async settle(settlement) {
      unwritten++
      try {
        await insisting('a settlement', settlement.id, () => settlements(settlement))
      } finally {
        unwritten--
      }
    },
    acknowledge: (ack) => insisting('an acknowledgement', ack.messageId ?? ack.transportMessageId, () => acks(ack)),
    writeStatus: statuses,
    get unwritten() {
      return unwritten
    },
  }
}

/** SQLSTATE classes 22 (data) and 23 (constraints): the same row would be refused for ever. */
const isRefusal = (err: unknown) => /^2[23]/.test(String((err as { code?: unknown }).code ?? ''))
