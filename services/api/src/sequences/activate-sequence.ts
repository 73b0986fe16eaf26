import { campaignStatusOf, sequenceActions } from '@siaran/domain'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { nudge } from '../nudge.js'
import { noSteps, readSequence, refusal } from './read-sequence.js'
import { tellProgress } from './tell-progress.js'

/** draft → active: leads that wait with its trigger are enrolled from now on. Without a step: 400 `sequence.no_steps`. */
export async function activateSequence(deps: ApiDeps, caller: Caller, id: string, traceparent: string | null) {
  const { db } = deps
  const { workspaceId } = caller
  await readSequence(db, caller, id)
  const startedAt = new Date()
  const activated = await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.campaign.updateMany({
      where: {
        id,
        workspaceId,
        isSequence: true,
        status: { in: sequenceActions.activate.map((status) => campaignStatusOf[status]) },
        sequence: { steps: { some: { removedAt: null } } },
      },
      data: { status: campaignStatusOf.active, startedAt, expandedAt: startedAt, traceparent },
    })
    if (count > 0) await audit(tx, caller, 'sequence.activated', id)
    return count > 0
  })
  if (!activated) {
    const steps = await db.prisma.sequenceStep.count({ where: { sequenceId: id, removedAt: null } })
    throw steps === 0 ? noSteps() : await refusal(db, caller, id, 'activate')
  }
  await nudge(deps, 'leads.enrol', {})
  await tellProgress(deps, [id])
  return { id, status: 'active' as const, startedAt: startedAt.toISOString() }
}
