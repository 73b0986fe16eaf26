import type { CampaignKey, StoppedMessage } from './campaign-life.js'
import type { Database } from './database.js'
import { exitEnrolments } from './enrolments.js'

/** Why journeys end with their sequence. */
const ARCHIVED = { code: 'sequence_archived', message: 'The sequence was archived' } as const

/**
 * Ends the next journeys that are under way in an archived sequence, with their messages. Answers the messages that it
 * stopped; null when no journey is under way any more.
 */
export async function exitArchived(
  db: Database,
  { id, workspaceId }: CampaignKey,
  most = 1_000,
): Promise<StoppedMessage[] | null> {
  const active = await db.prisma.enrolment.findMany({
    where: { sequenceId: id, status: 'active', sequence: { campaign: { status: 'cancelled' } } },
    select: { id: true },
    take: most,
  })
  if (active.length === 0) return null
  const enrolmentIds = active.map((enrolment) => enrolment.id)
  return (await exitEnrolments(db, { workspaceId, sequenceId: id, enrolmentIds }, ARCHIVED, new Date())).stopped
}
