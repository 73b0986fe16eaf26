import { type LeftOutReason, leftOutReasons, type MessageCounts, type ReceiptSum } from '@siaran/contracts'
import { type MessageStatus, messageStatuses } from '@siaran/domain'
import type { Database } from './database.js'
import { statement } from './statement.js'
import { SUPPRESSED } from './suppressions.js'

export type Transition = {
  at: Date
  status: MessageStatus
  /** `user:<id>`, `key:<id>`, `network`, `expansion`, or the process that moved it. */
  actor: string
  errorCode: string | null
  errorMessage: string | null
}
export type RecordedMessage = {
  id: string
  leadId: string | null
  deviceId: string
  phone: string
  status: MessageStatus
  /** In their order; the first one is its making. */
  transitions: Transition[]
}
export type LeftOut = {
  id: string
  at: Date
  reason: LeftOutReason
  leadId: string | null
  deviceId: string | null
  phone: string
  messageId: string | null
}
type MessageRow = Omit<RecordedMessage, 'transitions'> & {
  createdAt: Date
  errorCode: string | null
  errorMessage: string | null
  transitions: (Omit<Transition, 'at'> & { at: string })[]
}
type SumRow = {
  audience: number | null
  rows: Partial<MessageCounts>
  counters: MessageCounts
  suppressed: number
  disagreeing: number
  leftOut: Partial<Record<LeftOutReason, number>>
}

/** Of an expansion no message says which worker made it. */
const EXPANSION = 'expansion'

const readMessages = statement<MessageRow>('receipt-messages')
const readLeftOut = statement<LeftOut>('receipt-left-out')
const readSum = statement<SumRow>('receipt-sum')

/** A page of a campaign's messages, oldest first, each with all its transitions. */
export async function listRecordedMessages(
  db: Database,
  campaignId: string,
  { take, after }: { take: number; after: string | undefined },
): Promise<RecordedMessage[]> {
  const rows = await readMessages(db, [campaignId, after ?? null, take])
  return rows.map(({ createdAt, errorCode, errorMessage, transitions, ...message }) => ({
    ...message,
    transitions: [
      transitions.length === 0 && message.status === 'skipped'
        ? { at: createdAt, status: 'skipped' as const, actor: EXPANSION, errorCode, errorMessage }
        : { at: createdAt, status: 'pending' as const, actor: EXPANSION, errorCode: null, errorMessage: null },
      ...transitions.map((transition) => ({ ...transition, at: new Date(transition.at) })),
    ],
  }))
}

/** A page of those that the expansion left out of a campaign's audience, oldest first. */
export const listLeftOut = (
  db: Database,
  campaignId: string,
  { take, after }: { take: number; after: string | undefined },
): Promise<LeftOut[]> => readLeftOut(db, [campaignId, after ?? null, take, SUPPRESSED.code])

/**
 * Whether a campaign adds up, from four accounts that are kept apart: the leads that its expansion has read, its messages,
 * their counters, and the ledger of their transitions. Counts all of it, at one instant: seconds for a million messages.
 */
export async function readReceiptSum(db: Database, campaignId: string): Promise<ReceiptSum> {
  const [row] = await readSum(db, [campaignId])
  const { audience, rows, counters, suppressed, disagreeing, leftOut } = row!
  const byStatus = Object.fromEntries(messageStatuses.map((status) => [status, rows[status] ?? 0])) as MessageCounts
  const messages = messageStatuses.reduce((sum, status) => sum + byStatus[status], 0)
  const reasons = Object.keys(leftOutReasons) as LeftOutReason[]
  const withoutMessage = reasons.reduce((sum, reason) => sum + (leftOut[reason] ?? 0), 0)
  const checks = {
    audience: audience === null ? null : audience === messages + withoutMessage,
    counters: messageStatuses.every((status) => counters[status] === byStatus[status]),
    ledger: disagreeing === 0,
  }
  return {
    audience,
    messages,
    byStatus,
    leftOut: { duplicate_phone: 0, no_device: 0, ...leftOut, suppressed },
    checks,
    addsUp: Object.values(checks).every((check) => check !== false),
  }
}
