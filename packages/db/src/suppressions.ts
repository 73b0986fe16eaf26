import { messageStatesBefore, openMessageStatuses, stoppableMessageStatuses } from '@siaran/domain'
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

/**
 * From the answer on no message to the phone is begun. What was not handed over to it ends as `skipped: suppressed`, in
 * the same transaction, and its journeys are left; the expansion, the dispatcher and the sender's claim see to what comes later. Answers null when
 * the phone is on the list already.
 */
export const addSuppression = (
  db: Database,
  { workspaceId, phone, reason }: Pick<Suppression, 'workspaceId' | 'phone' | 'reason'>,
): Promise<{ suppression: Suppression; stopped: StoppedMessage[] } | null> =>
  db.transaction(async (tx) => {
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

/** Takes back what a stop word did, and nothing that a person put on the list. True when the phone was on it. */
export const liftOptOut = async (
  db: Database,
  { workspaceId, phone }: { workspaceId: string; phone: string },
): Promise<boolean> =>
  (await db.prisma.suppression.deleteMany({ where: { workspaceId, phone, reason: OPTED_OUT } })).count > 0
