import { pauseCampaign } from '@siaran/db'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { readSequence, refusal } from './read-sequence.js'
import { tellProgress } from './tell-progress.js'

/** Answers when no send of the sequence can begin any more; nobody is enrolled meanwhile. */
export async function pauseSequence(deps: ApiDeps, caller: Caller, id: string) {
  const { db, produce, log } = deps
  await readSequence(db, caller, id)
  const paused = await pauseCampaign(db, { id, workspaceId: caller.workspaceId })
  if (paused === null) throw await refusal(db, caller, id, 'pause')
  paused.released
    .then((released) => produce.discardDeviceJobs(released))
    .catch((err) => log.warn({ err, sequenceId: id }, 'slots of a paused sequence are left to the repair'))
  await audit(db.prisma, caller, 'sequence.paused', id)
  await tellProgress(deps, [id])
  return { id, status: 'paused' as const, pausedAt: paused.pausedAt.toISOString() }
}
