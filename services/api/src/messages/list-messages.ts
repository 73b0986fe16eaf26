import type { messageQuery } from '@siaran/contracts'
import { type Database, listEndedMessages, listMessages, type Message } from '@siaran/db'
import { type EndedMessageStatus, endedMessageStatuses, type MessageStatus } from '@siaran/domain'
import type { z } from 'zod'
import type { Caller } from '../caller.js'
import { type Page, readPage } from '../page.js'
import { invalid, notFound } from '../problem.js'

type Query = z.output<typeof messageQuery>

/**
 * One page of a workspace's messages in a state, oldest first. An index over all campaigns holds the states that end a
 * message otherwise than sent. The others have none: it would make every send dearer. They are asked for by campaign (400).
 */
export async function listWorkspaceMessages(db: Database, caller: Caller, query: Query): Promise<Page<Message>> {
  const { workspaceId } = caller
  const { status, campaignId, deviceId } = query
  // A removed one as well: its messages stay accounted for.
  if (deviceId !== undefined && (await db.prisma.device.count({ where: { id: deviceId, workspaceId } })) === 0)
    throw notFound('device')
  if (campaignId === undefined) {
    if (!hasEnded(status)) throw tooMany()
    return readPage(query, (keyset) => listEndedMessages(db, { workspaceId, deviceId, status }, keyset))
  }
  if ((await db.prisma.campaign.count({ where: { id: campaignId, workspaceId } })) === 0) throw notFound('campaign')
  return readPage(query, (keyset) => listMessages(db, { campaignId, deviceId, status }, keyset))
}

const hasEnded = (status: MessageStatus): status is EndedMessageStatus =>
  (endedMessageStatuses as readonly MessageStatus[]).includes(status)

const tooMany = () =>
  invalid({
    path: 'status',
    message: `Over all campaigns only ${endedMessageStatuses.join(', ')} can be listed; ask for the others by campaign, with campaignId`,
  })
