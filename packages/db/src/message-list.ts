import type { MessageStatus } from '@siaran/domain'
import type { Database } from './database.js'
import type { Message } from './generated/client.js'
import { statement } from './statement.js'

const findPending = statement<{ id: string }>('find-pending-messages')
const findInFlight = statement<{ id: string }>('find-messages-in-flight')
const findSent = statement<{ id: string }>('find-sent-messages')
const findEnded = statement<{ id: string }>('find-ended-messages')

/**
 * One page of a campaign's messages, all or those in one state, oldest first: `take` of them, behind the id `after`.
 * A state with three messages out of millions is not searched for among all of them; each statement says how.
 */
export async function listMessages(
  db: Database,
  { campaignId, status }: { campaignId: string; status?: MessageStatus | undefined },
  { take, after }: { take: number; after: string | undefined },
): Promise<Message[]> {
  const orderBy = { id: 'asc' } as const
  if (status === undefined)
    return db.prisma.message.findMany({ where: { campaignId, id: { gt: after } }, orderBy, take })
  const found = await findInState(db, campaignId, status, after ?? null, take)
  // It may have moved on since.
  return db.prisma.message.findMany({ where: { campaignId, id: { in: found.map(({ id }) => id) } }, orderBy })
}

function findInState(db: Database, campaignId: string, status: MessageStatus, after: string | null, take: number) {
  switch (status) {
    case 'pending':
      return findPending(db, [campaignId, after, take])
    case 'processing':
    case 'queued':
    case 'sending':
      return findInFlight(db, [campaignId, status, after, take])
    case 'sent':
    case 'delivered':
    case 'read':
      return findSent(db, [campaignId, status, after, take])
    default:
      return findEnded(db, [campaignId, status, after, take])
  }
}
