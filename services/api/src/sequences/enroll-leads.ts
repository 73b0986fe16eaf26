import type { EnrolmentRefusal } from '@siaran/contracts'
import { type EnrolmentOutcome, enrolChosen } from '@siaran/db'
import { planJourney } from '@siaran/domain'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { nudge } from '../nudge.js'
import { Problem } from '../problem.js'
import { readSequence, statusOf } from './read-sequence.js'
import { tellProgress } from './tell-progress.js'

const refusals = {
  entered: 'no_reentry',
  suppressed: 'suppressed',
  no_device: 'no_device',
} as const satisfies Record<Exclude<EnrolmentOutcome, 'enrolled' | 'active'>, EnrolmentRefusal>

/** Enrols leads by hand, whatever their trigger, niche and status. Only into an active sequence: 400 `sequence.not_active`. */
export async function enrollLeads(deps: ApiDeps, caller: Caller, id: string, leadIds: readonly string[]) {
  const { db } = deps
  const sequence = await readSequence(db, caller, id)
  const asked = [...new Set(leadIds)]
  const key = { id, workspaceId: caller.workspaceId }
  const results = await enrolChosen(db, key, asked, { plan: planJourney, now: new Date(deps.now()) })
  if (results === null)
    throw new Problem(
      'sequence.not_active',
      `Only an active sequence enrols; this one is ${statusOf(sequence) === 'active' ? 'not any more' : statusOf(sequence)}`,
    )

  const outcomes = new Map(results.map(({ leadId, outcome }) => [leadId, outcome]))
  const answer = { enrolled: 0, alreadyEnrolled: 0, refused: [] as { leadId: string; reason: EnrolmentRefusal }[] }
  for (const leadId of asked) {
    const outcome = outcomes.get(leadId)
    if (outcome === 'enrolled') answer.enrolled++
    else if (outcome === 'active') answer.alreadyEnrolled++
    else answer.refused.push({ leadId, reason: outcome === undefined ? 'not_found' : refusals[outcome] })
  }
  const { enrolled, alreadyEnrolled, refused } = answer
  await audit(db.prisma, caller, 'sequence.enrolled', id, { enrolled, alreadyEnrolled, refused: refused.length })
  if (enrolled > 0) {
    await nudge(deps, 'messages.dispatch', {})
    await tellProgress(deps, [id])
  }
  return answer
}
