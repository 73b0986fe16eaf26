import { removeLead as remove } from '@siaran/db'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { followStop } from '../follow-stop.js'
import { notFound } from '../problem.js'

/** Deletes a lead; what waits for its phone is not sent, and a campaign that waited for nothing else is completed. */
export async function removeLead(
  deps: Pick<ApiDeps, 'db' | 'produce' | 'live'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const { db } = deps
  const { workspaceId } = caller
  const stopped = await remove(db, { id, workspaceId })
  if (stopped === null) throw notFound('lead')
  await audit(db.prisma, caller, 'lead.deleted', id, { stoppedMessages: stopped.length })
  await followStop(deps, workspaceId, stopped)
}
