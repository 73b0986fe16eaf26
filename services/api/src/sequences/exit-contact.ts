import { exitEnrolments } from '@siaran/db'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { notFound, Problem } from '../problem.js'
import { readSequence } from './read-sequence.js'
import { tellProgress } from './tell-progress.js'

const REMOVED = { code: 'removed', message: 'The lead was taken out of the sequence' } as const

/** Takes a lead out of a sequence: what has not been handed over to its phone never will. 400 when it is not on its way there. */
export async function exitContact(deps: ApiDeps, caller: Caller, id: string, leadId: string) {
  const { db, produce } = deps
  const { workspaceId } = caller
  await readSequence(db, caller, id)
  if ((await db.prisma.lead.count({ where: { id: leadId, workspaceId } })) === 0) throw notFound('lead')
  const { exited, stopped } = await exitEnrolments(db, { workspaceId, sequenceId: id, leadId }, REMOVED, new Date())
  if (exited.length === 0) throw new Problem('sequence.not_enrolled', 'This lead is not on its way in this sequence')
  await audit(db.prisma, caller, 'sequence.exited', id, { leadId, stoppedMessages: stopped.length })
  if (stopped.length > 0) void produce.discardDeviceJobs(stopped)
  await tellProgress(deps, [id])
  return { leadId, status: 'exited' as const, skippedMessages: stopped.length }
}
