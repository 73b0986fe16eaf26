import type { EndedMessageStatus, MessageStatus } from '@siaran/domain'
import type { Database } from './database.js'
import type { Message } from './generated/client.js'
import { statement } from './statement.js'

const findPending = statement<{ id: string }>('find-pending-messages')
const findInFlight = statement<{ id: string }>('find-messages-in-flight')
const findSent = statement<{ id: string }>('find-sent-messages')
const findEnded = statement<{ id: string }>('find-ended-messages')
const findEndedOnDevice = statement<{ id: string }>('find-ended-on-device')
const findEndedInWorkspace = statement<{ id: string }>('find-ended-in-workspace')

type Keyset = { take: number; after: string | undefined }
/** A device where only its messages are asked for. */
type InCampaign = { campaignId: string; deviceId?: string | undefined }

/**
 * One page of a campaign's messages, all or those in one state, oldest first: `take` of them, behind the id `after`.
 * A state with three messages out of millions is not searched for among all of them; each statement says how.
 */
export async function listMessages(
  db: Database,
  { campaignId, status, deviceId }: InCampaign & { status?: MessageStatus | undefined },
  { take, after }: Keyset,
): Promise<Message[]> {
  const orderBy = { id: 'asc' } as const
  if (status === undefined)
    return db.prisma.message.findMany({ where: { campaignId, deviceId, id: { gt: after } }, orderBy, take })
  const found = await findInState(db, { campaignId, deviceId }, status, after ?? null, take)
  // They may have moved on since.
  return db.prisma.message.findMany({ where: { campaignId, id: { in: found.map(({ id }) => id) } }, orderBy })
}

/** The same over all campaigns and sequences of a workspace, of one device or of all, for states that end a message. */
export async function listEndedMessages(
  db: Database,
  { workspaceId, deviceId, status }: { workspaceId: string; deviceId?: string | undefined; status: EndedMessageStatus },
  { take, after }: Keyset,
): Promise<Message[]> {
  const found =
    deviceId === undefined
      ? await findEndedInWorkspace(db, [workspaceId, status, after ?? null, take])
      : await findEndedOnDevice(db, [deviceId, status, after ?? null, take, null])
  return db.prisma.message.findMany({
    where: { workspaceId, id: { in: found.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
  })
}

function findInState(
  db: Database,
  { campaignId, deviceId }: InCampaign,
  status: MessageStatus,
  after: string | null,
  take: number,
) {
  const device = deviceId ?? null
  switch (status) {
    case 'pending':
      return findPending(db, [campaignId, after, take, device])
    case 'processing':
    case 'queued':
    case 'sending':
      return findInFlight(db, [campaignId, status, after, take, device])
    case 'sent':
    case 'delivered':
    case 'read':
      return findSent(db, [campaignId, status, after, take, device])
    default:
      return device === null
        ? findEnded(db, [campaignId, status, after, take])
        : findEndedOnDevice(db, [device, status, after, take, campaignId])
  }
}
