import type { StepsEdit, sequencePatch } from '@siaran/contracts'
import { type EditedSteps, editSteps, type Prisma, readSequenceView, type StepBody, UnknownStepError } from '@siaran/db'
import { planJourney } from '@siaran/domain'
import type { z } from 'zod'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { pacingColumns } from '../campaigns/pacing-columns.js'
import { nudge } from '../nudge.js'
import { Problem } from '../problem.js'
import { assertNoCircle } from './assert-no-circle.js'
import { planSteps } from './plan-steps.js'
import { noSteps, readSequence, statusOf } from './read-sequence.js'
import { tellProgress } from './tell-progress.js'

type Patch = z.output<typeof sequencePatch>

/**
 * Changes a sequence in any state but archived: 400 `sequence.not_editable`. Journeys that are under way follow their steps
 * at once; who is enrolled, and by which rules, is a question to the sequence as it is then. Answers how many messages
 * the edit added, moved, rewrote and skipped. All is checked before anything is written.
 */
export async function editSequence(deps: ApiDeps, caller: Caller, id: string, patch: Patch) {
  const { db, produce } = deps
  const before = await readSequence(db, caller, id)
  if (statusOf(before) === 'archived') throw notEditable()
  const steps = patch.steps && planSteps(patch.steps, await stepsOf(deps, id))
  if (steps?.length === 0 && statusOf(before) !== 'draft') throw noSteps()

  await db.prisma.$transaction(async (tx) => {
    if (patch.trigger !== undefined || patch.nextTrigger !== undefined) await assertNoCircle(tx, caller, id, patch)
    // The sequence's row before the campaign's, as everybody who holds both takes them.
    await tx.sequence.updateMany({ where: { id, workspaceId: caller.workspaceId }, data: sequenceColumns(patch) })
    const { count } = await tx.campaign.updateMany({
      where: { id, workspaceId: caller.workspaceId, isSequence: true, status: { not: 'cancelled' } },
      data: campaignColumns(patch),
    })
    if (count === 0) throw notEditable()
    await audit(tx, caller, 'sequence.changed', id, { fields: Object.keys(patch) })
  })
  const edited = steps === undefined ? untouched : await writeSteps(deps, caller, id, steps)

  const messages: StepsEdit = { ...edited, skipped: edited.skipped.length }
  if (edited.skipped.length > 0) void produce.discardDeviceJobs(edited.skipped)
  await nudge(deps, 'messages.dispatch', {})
  await tellProgress(deps, [id])
  return { ...(await readSequenceView(db, await readSequence(db, caller, id))), messages }
}

const untouched: EditedSteps = { added: 0, moved: 0, rewritten: 0, skipped: [] }

async function writeSteps({ db }: ApiDeps, { workspaceId }: Caller, id: string, steps: StepBody[]) {
  try {
    const edited = await editSteps(db, { id, workspaceId }, steps, { plan: planJourney })
    if (edited === null) throw notEditable()
    return edited
  } catch (err) {
    if (!(err instanceof UnknownStepError)) throw err
    throw new Problem('sequence.impossible', 'A step was removed meanwhile; look again', undefined, { cause: err })
  }
}

async function stepsOf({ db }: ApiDeps, sequenceId: string) {
  const steps = await db.prisma.sequenceStep.findMany({ where: { sequenceId, removedAt: null } })
  return steps.map(({ id, messageType, messageContent, mediaUrl, delayMinutes, atTime }) => ({
    id,
    messageType: messageType as StepBody['messageType'],
    messageContent,
    mediaUrl,
    delayMinutes,
    at: atTime,
  }))
}

/** What is left out stays as it is. */
const campaignColumns = ({
  name,
  throttleConfig,
  expireAfterHours,
}: Patch): Prisma.CampaignUpdateManyMutationInput => ({
  ...(name !== undefined && { name }),
  ...(throttleConfig !== undefined && pacingColumns(throttleConfig)),
  ...(expireAfterHours !== undefined && { expireAfterHours }),
})

const sequenceColumns = (patch: Patch): Prisma.SequenceUpdateManyMutationInput => ({
  ...(patch.trigger !== undefined && { trigger: patch.trigger }),
  ...(patch.niche !== undefined && { niche: patch.niche }),
  ...(patch.targetStatus !== undefined && { targetStatus: patch.targetStatus }),
  ...(patch.exitOnReply !== undefined && { exitOnReply: patch.exitOnReply }),
  ...(patch.reentry !== undefined && { reentryAfterDays: patch.reentry === 'never' ? null : patch.reentry.afterDays }),
  ...(patch.nextTrigger !== undefined && { nextTrigger: patch.nextTrigger }),
})

const notEditable = () => new Problem('sequence.not_editable', 'An archived sequence cannot be edited any more')
