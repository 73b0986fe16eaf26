import { campaignStatusOf, sequenceActions } from '@siaran/domain'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { nudge } from '../nudge.js'
import { readSequence, refusal } from './read-sequence.js'
import { tellProgress } from './tell-progress.js'

/** paused → active: what is overdue leaves at the sequence's pace, and leads that came meanwhile are enrolled. */
export async function resumeSequence(deps: ApiDeps, caller: Caller, id: string) {
  const { db } = deps
  await readSequence(db, caller, id)
  const resumed = await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.campaign.updateMany({
      where: {
        id,
        workspaceId: caller.workspaceId,
        isSequence: true,
        status: { in: sequenceActions.resume.map((status) => campaignStatusOf[status]) },
      },
      data: { status: campaignStatusOf.active, pausedAt: null },
    })
    if (count > 0) await audit(tx, caller, 'sequence.resumed', id)
    return count > 0
  })
  if (!resumed) throw await refusal(db, caller, id, 'resume')
  await nudge(deps, 'messages.dispatch', {})
  await nudge(deps, 'leads.enrol', {})
  await tellProgress(deps, [id])
  return { id, status: 'active' as const }
}
