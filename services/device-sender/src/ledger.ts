import {
  type AcknowledgedMessage,
  type Acknowledgement,
  acknowledgeMessages,
  type BrokenAttempt,
  type ClaimedMessage,
  claimMessages,
  countFailedAttempt,
  type Database,
  type DeviceNews,
  exitEnrolments,
  type SendClaim,
  type SettledMessage,
  type Settlement,
  setDeviceStatuses,
  settleMessages,
  storableText,
} from '@siaran/db'
import { groupBy, isPhoneFailure, SEND_ATTEMPTS } from '@siaran/domain'
import type { Logger } from 'pino'
import { createBatch } from './batch.js'
import { insist } from './insist.js'

/** Rows a statement: past this a larger batch is no faster, and holds its locks for longer. */
const MOST = 500

/** No network's id is longer; the database's index could not hold one of a page. */
const LONGEST_ID = 255
const LONGEST_CODE = 64

/**
 * What a sender writes into Postgres, each kind in batches over all its devices. What comes from a network is made fit for
 * the database here, so that no word of a network can keep a row from being settled.
 */
export interface Ledger {
  /** The message, now `sending` under this sender's name; null when it is not to be sent. Throws when in doubt. */
  claim(claim: SendClaim): Promise<ClaimedMessage | null>
  /** Writes down what became of a send. Does not give up while this process lives: what happened must not be lost. */
  settle(settlement: Settlement): Promise<void>
  /** Counts a job that broke off before its claim as an attempt. Does not give up while this process lives. */
  countFailure(attempt: BrokenAttempt): Promise<void>
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
  /** Told of each message that a word of the network moved. */
  onAcknowledged?: (message: AcknowledgedMessage) => void
}): Ledger {
  const { db, sender, log, moved, onAcknowledged } = options
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
      for (const message of await acknowledgeMessages(db, items)) {
        moved(message.campaignId)
        onAcknowledged?.(message)
      }
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

  /** A row that the database refuses for itself is given up, loudly. True when it is written. */
  const insisting = async (what: string, id: string, write: () => Promise<void>): Promise<boolean> => {
    try {
      await insist(write, { what, about: { messageId: id }, log })
      return true
    } catch (err) {
      log.error({ err, messageId: id }, `${what} was refused by the database`)
      return false
    }
  }

  return {
    claim: claims,
    async settle(settlement) {
      unwritten++
      try {
        const written = await insisting('a settlement', settlement.id, () => settlements(storable(settlement)))
        // What became of the message counts for more than what was said of it.
        if (!written)
          await insisting('a settlement without its texts', settlement.id, () => settlements(bare(settlement)))
      } finally {
        unwritten--
      }
    },
    async countFailure(attempt) {
      await insisting('a failed attempt', attempt.id, async () => {
        const counted = await countFailedAttempt(db, attempt, SEND_ATTEMPTS)
        if (counted !== null) moved(counted.campaignId)
      })
    },
    async acknowledge(ack) {
      await insisting('an acknowledgement', ack.messageId ?? ack.transportMessageId, () => acks(storableAck(ack)))
    },
    writeStatus: ({ reason, ...news }) =>
      statuses(reason === undefined ? news : { ...news, reason: storableText(reason) }),
    get unwritten() {
      return unwritten
    },
  }
}

function storable({ transportMessageId, errorCode, errorMessage, ...settlement }: Settlement): Settlement {
  return {
    ...settlement,
    ...(transportMessageId === undefined ? {} : { transportMessageId: storableText(transportMessageId, LONGEST_ID) }),
    ...(errorCode === undefined ? {} : { errorCode: storableText(errorCode, LONGEST_CODE) }),
    ...(errorMessage === undefined ? {} : { errorMessage: storableText(errorMessage) }),
  }
}

function bare({ id, epoch, dispatchNumber, status, attempts, retryAt, errorCode }: Settlement): Settlement {
  return {
    ...{ id, epoch, dispatchNumber, status, attempts },
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(errorCode === undefined ? {} : { errorCode: storableText(errorCode, LONGEST_CODE) }),
  }
}

/** The network's own id is shortened as in a settlement, so that both name the same message. A reference that is none of ours is left out. */
function storableAck({ messageId, transportMessageId, reason, ...ack }: Acknowledgement): Acknowledgement {
  return {
    ...ack,
    transportMessageId: storableText(transportMessageId, LONGEST_ID),
    ...(messageId !== undefined && isUuid(messageId) ? { messageId } : {}),
    ...(reason === undefined ? {} : { reason: storableText(reason) }),
  }
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
