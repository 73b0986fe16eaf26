import { messageStatesBefore, openMessageStatuses, stoppableMessageStatuses } from '@siaran/domain'
import type { StoppedMessage } from './campaign-life.js'
import type { Database } from './database.js'
import type { Suppression } from './generated/client.js'
import { statement } from './statement.js'

/** Why a message to a suppressed phone ends. */
export const SUPPRESSED = {
  code: 'suppressed',
  message: 'The phone is on the list of those that are never messaged',
} as const

const insert = statement<Suppression>('insert-suppression')
const lockExpanding = statement('lock-expanding-campaigns')
const stop = statement<StoppedMessage>('stop-messages-to-phone')

/**
 * From the answer on no message to the phone is begun. What was not handed over to it ends as `skipped: suppressed`, in
 * the same transaction; the expansion, the dispatcher and the sender's claim see to what comes later. Answers null when
 * the phone is on the list already.
 */
export const addSuppression = (
  db: Database,
  { workspaceId, phone, reason }: Pick<Suppression, 'workspaceId' | 'phone' | 'reason'>,
): Promise<{ suppression: Suppression; stopped: StoppedMessage[] } | null> =>
  db.transaction(async (tx) => {
    const [suppression] = await insert(tx, [workspaceId, phone, reason])
    if (suppression === undefined) return null
    await lockExpanding(tx, [workspaceId])
    const stopped = await stop(tx, [
      stoppableMessageStatuses.filter((status) => messageStatesBefore('skipped').includes(status)),
      workspaceId,
      phone,
      SUPPRESSED.code,
      SUPPRESSED.message,
      openMessageStatuses,
    ])
    return { suppression, stopped }
  })
