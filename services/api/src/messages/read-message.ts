import type { Database, Message } from '@siaran/db'
import type { Caller } from '../caller.js'
import { notFound } from '../problem.js'

/** A message of the caller's workspace, or 404. */
export async function readMessage(db: Database, { workspaceId }: Caller, id: string): Promise<Message> {
  const message = await db.prisma.message.findFirst({ where: { id, workspaceId } })
  if (message === null) throw notFound('message')
  return message
}
