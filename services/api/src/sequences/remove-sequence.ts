import { cancelCampaign, exitArchived, type Prisma, retrying } from '@siaran/db'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { nudge } from '../nudge.js'
import { readSequence, refusal, statusOf } from './read-sequence.js'
import { tellProgress } from './tell-progress.js'

/** How long the answer waits for journeys to end; what is left of a very large sequence is ended by a worker. */
const ARCHIVE_SETTLE_MS = 2_000

/** Deletes a draft. Any other is archived: when it answers no send of it can begin any more, and its journeys end. */
export async function removeSequence(deps: ApiDeps, caller: Caller, id: string) {
  const row = await readSequence(deps.db, caller, id)
  return statusOf(row) === 'draft' ? deleteDraft(deps, caller, id, row.name) : archive(deps, caller, id)
}

async function deleteDraft({ db }: ApiDeps, caller: Caller, id: string, name: string) {
  const remove = async (tx: Prisma.TransactionClient) => {
    // An edit or an enrolment holds this row and then the others: it is waited for here.
    await tx.$executeRaw`select 1 from sequences where id = ${id}::uuid for update`
    const { count } = await tx.campaign.deleteMany({
      where: { id, workspaceId: caller.workspaceId, isSequence: true, status: 'draft' },
    })
    if (count > 0) await audit(tx, caller, 'sequence.deleted', id, { name })
    return count > 0
  }
  const deleted = await retrying(() => db.prisma.$transaction(remove))
  if (!deleted) throw await refusal(db, caller, id, 'archive')
  return { id, status: 'deleted' as const }
}

async function archive(deps: ApiDeps, caller: Caller, id: string) {
  const { db, produce } = deps
  const key = { id, workspaceId: caller.workspaceId }
  if ((await cancelCampaign(db, key)) === null) throw await refusal(db, caller, id, 'archive')
  await audit(db.prisma, caller, 'sequence.archived', id)
  for (const began = performance.now(); performance.now() - began < ARCHIVE_SETTLE_MS; ) {
    const stopped = await exitArchived(db, key)
    if (stopped === null) break
    void produce.discardDeviceJobs(stopped)
  }
  await nudge(deps, 'campaign.close', { campaignId: id })
  await tellProgress(deps, [id])
  return { id, status: 'archived' as const }
}
