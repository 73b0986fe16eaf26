import { type StoppedMessage, stopMessages } from './campaign-life.js'
import type { Database } from './database.js'
import { exitEnrolments } from './enrolments.js'
import { statement } from './statement.js'

const lock = statement<{ id: string }>('lock-lead')
const remove = statement('delete-lead')

/**
 * Deletes a lead. What was not handed over to its phone ends as `skipped: lead_deleted`, in the same transaction; the
 * messages stay accounted for. Answers those that were stopped, or null when the workspace has no such lead.
 */
export const removeLead = (
  db: Database,
  { id, workspaceId }: { id: string; workspaceId: string },
): Promise<StoppedMessage[] | null> =>
  db.transaction(async (tx) => {
    if ((await lock(tx, [id, workspaceId])).length === 0) return null
    const why = { code: 'lead_deleted', message: 'The lead was deleted' } as const
    const { stopped } = await exitEnrolments(tx, { workspaceId, leadId: id }, why, new Date())
    await stopMessages(tx, { leadId: id }, { to: 'skipped', ...why }, (batch) => void stopped.push(...batch))
    await remove(tx, [id, workspaceId])
    return stopped
  })
