import type { sequencePatch } from '@siaran/contracts'
import type { StepBody } from '@siaran/db'
import { FIRST_STEP_DELAY_MINUTES, STEP_DELAY_MINUTES } from '@siaran/domain'
import type { z } from 'zod'
import { faultsOfContent, faultsOfTemplate, type MessageFields } from '../campaigns/message-faults.js'
import { invalid, Problem, sentenceOf } from '../problem.js'
import type { Fault } from '../validation-faults.js'

type StepFields = NonNullable<z.output<typeof sequencePatch>['steps']>[number]

/**
 * Checks the steps of a sequence and completes them: what is left out of a step that is named by its id stays as `before`
 * has it, the rest is what everybody gets. Throws 400 `request.invalid` for templates that do not parse, 422
 * `sequence.impossible` for what cannot be done, each with every fault.
 */
export function planSteps(fields: readonly StepFields[], before: readonly (StepBody & { id: string })[]): StepBody[] {
  const known = new Map(before.map((step) => [step.id, step]))
  const steps = fields.map((step, place) =>
    complete(step, place, step.id === undefined ? undefined : known.get(step.id)),
  )

  const malformed = steps.flatMap((step, place) => inStep(place, faultsOfTemplate(step)))
  if (malformed.length > 0) throw invalid(...malformed)

  const impossible = steps.flatMap((step, place) => [
    ...inStep(place, faultsOfContent(step)),
    ...inStep(place, faultsOfId(step, known, steps.slice(0, place))),
  ])
  if (impossible.length > 0) throw new Problem('sequence.impossible', sentenceOf(impossible), impossible)
  return steps
}

function complete(step: StepFields, place: number, before: StepBody | undefined): StepBody {
  const { mediaUrl, delayMinutes, at } = before ?? {
    mediaUrl: null,
    delayMinutes: place === 0 ? FIRST_STEP_DELAY_MINUTES : STEP_DELAY_MINUTES,
    at: null,
  }
  return {
    ...(step.id !== undefined && { id: step.id }),
    messageType: step.messageType,
    messageContent: step.messageContent,
    mediaUrl: step.mediaUrl === undefined ? mediaUrl : step.mediaUrl,
    delayMinutes: step.delayMinutes ?? delayMinutes,
    at: step.at === undefined ? at : step.at,
  }
}

function faultsOfId(
  { id }: StepBody,
  known: ReadonlyMap<string, MessageFields>,
  earlier: readonly StepBody[],
): Fault[] {
  if (id === undefined) return []
  if (!known.has(id)) return [{ path: 'id', message: 'The sequence has no such step' }]
  return earlier.some((step) => step.id === id) ? [{ path: 'id', message: 'This step is named twice' }] : []
}

const inStep = <Found extends Fault>(place: number, faults: readonly Found[]): Found[] =>
  faults.map((fault) => ({ ...fault, path: `steps.${place}.${fault.path}` }))
