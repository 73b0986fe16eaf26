import {
  type MessageStatus,
  messageStatesBefore,
  releasableMessageStatuses,
  stoppableMessageStatuses,
} from '@siaran/domain'
import type { Database } from './database.js'
import { statement } from './statement.js'
import { SUPPRESSED } from './suppressions.js'

export type SendClaim = {
  messageId: string
  dispatchNumber: number
  deviceId: string
  epoch: number
  campaignId: string
}
export type ClaimedMessage = {
  id: string
  workspaceId: string
  campaignId: string
  deviceId: string
  to: string
  text: string
  type: 'text' | 'image' | 'document'
  mediaUrl: string | null
  attempts: number
  /** The trace that its campaign was started in; null: none. */
  traceparent: string | null
}

export type Settlement = {
  id: string
  epoch: number
  /** Of the job that was worked on. */
  dispatchNumber: number
  status: Extract<MessageStatus, 'sent' | 'failed' | 'queued' | 'unconfirmed'>
  transportMessageId?: string
  errorCode?: string
  errorMessage?: string
  retryAt?: Date
  /** 1 when it counts as one of the attempts. */
  attempts: 0 | 1
}
type MovedMessage = { id: string; campaignId: string; status: MessageStatus }
export type SettledMessage = MovedMessage & {
  workspaceId: string
  errorCode: string | null
  errorMessage: string | null
  /** Of a journey's message. */
  enrolmentId: string | null
}

export type Acknowledgement = {
  deviceId: string
  messageId?: string
  transportMessageId: string
  level: 'sent' | 'delivered' | 'read' | 'failed'
  at: Date
  reason?: string
}
export type AcknowledgedMessage = MovedMessage & {
  workspaceId: string
  /** Until the word was written down; null for one that was never sent. */
  secondsSinceSent: number | null
}

/** Why a message of a journey that was left ends when its sender had just put it back. */
const LEFT = { code: 'exited', message: 'The journey was left before this message could leave' } as const

const claim = statement<ClaimedMessage & { status: 'sending' | 'skipped' }>('claim-messages')
const settle = statement<SettledMessage>('settle-messages')
const acknowledge = statement<AcknowledgedMessage>('acknowledge-messages')
const countFailed = statement<MovedMessage>('count-failed-attempt')
const replied = statement<{ id: string; campaignId: string; workspaceId: string }>('mark-replied')

/**
 * Claims messages for sending; those missing in the answer are not to be sent. The order is not kept. A message to a
 * suppressed phone, or of a journey that was left, ends here, and its campaign is told to `onStopped`.
 */
export async function claimMessages(
  db: Database,
  sender: string,
  claims: readonly SendClaim[],
  onStopped: (campaignId: string) => void = () => {},
): Promise<ClaimedMessage[]> {
  const rows = await claim(db, [
    messageStatesBefore('sending'),
    sender,
    claims.map(({ messageId }) => messageId),
    claims.map(({ dispatchNumber }) => dispatchNumber),
    claims.map(({ deviceId }) => deviceId),
    claims.map(({ epoch }) => epoch),
    claims.map(({ campaignId }) => campaignId),
    SUPPRESSED.code,
    SUPPRESSED.message,
    LEFT.code,
    LEFT.message,
  ])
  return rows.flatMap(({ status, ...message }) => {
    if (status === 'sending') return message
    onStopped(message.campaignId)
    return []
  })
}

/** Writes down what became of sends. A row missing in the answer had been settled otherwise meanwhile. */
export function settleMessages(db: Database, settlements: readonly Settlement[]): Promise<SettledMessage[]> {
  return settle(db, [
    settlements.map(({ id }) => id),
    settlements.map(({ epoch }) => epoch),
    settlements.map(({ status }) => status),
    settlements.map(({ transportMessageId }) => transportMessageId ?? null),
    settlements.map(({ errorCode }) => errorCode ?? null),
    settlements.map(({ errorMessage }) => errorMessage ?? null),
    settlements.map(({ retryAt }) => retryAt?.toISOString() ?? null),
    settlements.map(({ attempts }) => attempts),
    settlements.map(({ dispatchNumber }) => dispatchNumber),
    ['sending'],
    ['sending', 'unconfirmed'],
  ])
}

/** An attempt that broke off before anything was claimed. */
export type BrokenAttempt = { id: string; dispatchNumber: number; sentence: string; retryInMs: number }

/**
 * Counts a job that broke off before it had claimed its message as one of the message's attempts: it gets a new slot, or
 * is failed when that was the last of `most`. Null when the message was no longer queued in that dispatch.
 */
export const countFailedAttempt = async (
  db: Database,
  { id, dispatchNumber, sentence, retryInMs }: BrokenAttempt,
  most: number,
): Promise<MovedMessage | null> =>
  (
    await countFailed(db, [
      messageStatesBefore('pending').filter((status) => messageStatesBefore('failed').includes(status)),
      id,
      dispatchNumber,
      most,
      'processing_failed',
      sentence,
      retryInMs,
    ])
  )[0] ?? null

/** Takes in what the network says of messages; answers those that it moved. */
export function acknowledgeMessages(db: Database, acks: readonly Acknowledgement[]): Promise<AcknowledgedMessage[]> {
  return acknowledge(db, [
    acks.map(({ deviceId }) => deviceId),
    acks.map(({ messageId }) => messageId ?? null),
    acks.map(({ transportMessageId }) => transportMessageId),
    acks.map(({ level }) => level),
    acks.map(({ at }) => at.toISOString()),
    acks.map(({ reason }) => reason ?? null),
    messageStatesBefore('read'),
    messageStatesBefore('delivered'),
    messageStatesBefore('sent'),
    // What was not handed over is none of the network's: such a word is of an attempt before.
    messageStatesBefore('failed').filter((status) => !releasableMessageStatuses.some((each) => each === status)),
    stoppableMessageStatuses,
  ])
}

/** Notes that somebody answered; the message that was answered, or null when none was or it was noted before. */
export async function markReplied(
  db: Database,
  reply: { deviceId: string; from: string; at: Date; quotedTransportMessageId?: string },
) {
  const [row] = await replied(db, [
    reply.deviceId,
    reply.from,
    reply.at.toISOString(),
    reply.quotedTransportMessageId ?? null,
  ])
  return row ?? null
}
