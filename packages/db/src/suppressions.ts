import { setTimeout as wait } from 'node:timers/promises'
import { CLAIM_LIFE_MS, messageStatesBefore, openMessageStatuses, stoppableMessageStatuses } from '@siaran/domain'
import type { StoppedMessage } from './campaign-life.js'
import type { Database } from './database.js'
import { exitEnrolments } from './enrolments.js'
import type { Suppression } from './generated/client.js'
import { statement } from './statement.js'

/** Why a message to a suppressed phone ends. */
export const SUPPRESSED = {
  code: 'suppressed',
  message: 'The phone is on the list of those that are never messaged',
} as const

const LEFT_FOR_GOOD = { code: 'opted_out', message: 'The phone is never messaged any more' } as const

/** The reason of a suppression that a stop word made, and that a start word lifts. */
export const OPTED_OUT = 'opted out'

const insert = statement<Suppression>('insert-suppression')
const lockExpanding = statement('lock-expanding-campaigns')
const stop = statement<StoppedMessage>('stop-messages-to-phone')
const inFlight = statement<{ youngestMs: number }>('in-flight-to-phone')

/**
 * From the answer on no message to the phone is begun. What was not handed over to it ends as `skipped: suppressed`, in
 * the same transaction, and its journeys are left; the expansion, the dispatcher and the sender's claim see to what comes later. A claim
 * that was there before may become a send within CLAIM_LIFE_MS: so long the answer waits, if it is not settled sooner.
 * Null, and the same promise, when the phone is on the list already.
 */
export async function addSuppression(
  db: Database,
  { workspaceId, phone, reason }: Pick<Suppression, 'workspaceId' | 'phone' | 'reason'>,
): Promise<{ suppression: Suppression; stopped: StoppedMessage[] } | null> {
  const added = await db.transaction(async (tx) => {
    const [suppression] = await insert(tx, [workspaceId, phone, reason])
    if (suppression === undefined) return null
    const left = await exitEnrolments(tx, { workspaceId, phone }, LEFT_FOR_GOOD, new Date())
    await lockExpanding(tx, [workspaceId])
    const stopped = await stop(tx, [
      stoppableMessageStatuses.filter((status) => messageStatesBefore('skipped').includes(status)),
      workspaceId,
      phone,
      SUPPRESSED.code,
      SUPPRESSED.message,
      openMessageStatuses,
    ])
    return { suppression, stopped: [...left.stopped, ...stopped] }
  })
  while ((await inFlight(db, [workspaceId, phone]))[0]!.youngestMs <= CLAIM_LIFE_MS) await wait(20)
  return added
}

/** Takes back what a stop word did, and nothing that a person put on the list. True when the phone was on it. */
export const liftOptOut = async (
  db: Database,
  { workspaceId, phone }: { workspaceId: string; phone: string },
): Promise<boolean> =>
  (await db.prisma.suppression.deleteMany({ where: { workspaceId, phone, reason: OPTED_OUT } })).count > 0
