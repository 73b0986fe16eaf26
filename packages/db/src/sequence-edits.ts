import { messageStatesBefore, stoppableMessageStatuses } from '@siaran/domain'
import type { StoppedMessage } from './campaign-life.js'
import type { Database, Runner } from './database.js'
import type { Planner, StepTime } from './enrolments.js'
import { statement } from './statement.js'

/** A step as it is to be. With an id it is one of the sequence's and keeps its messages; without one it is new. */
export interface StepBody {
  id?: string
  messageType: 'text' | 'image' | 'document'
  messageContent: string
  mediaUrl: string | null
  delayMinutes: number
  /** HH:MM, or null. */
  at: string | null
}

/** How many messages of active journeys an edit touched; the stopped ones so that their jobs can be taken back. */
export interface EditedSteps {
  added: number
  moved: number
  /** Not queued yet, with a content that has changed: they will say the new one. */
  rewritten: number
  skipped: StoppedMessage[]
}

/** A step's id that is not one of the sequence's. */
export class UnknownStepError extends Error {
  override name = 'UnknownStepError'
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const JOURNEYS_A_PAGE = 1_000
const REMOVED = { code: 'step_removed', message: 'The step was taken out of the sequence' } as const

type Content = Pick<StepBody, 'messageType' | 'messageContent' | 'mediaUrl'>

const lockToEdit = statement<{ id: string }>('lock-sequence-to-edit')
const readSteps = statement<StepTime & Content>('read-steps')
const writeSteps = statement<StepTime>('write-steps')
const skipRemoved = statement<StoppedMessage>('skip-removed-steps')
const countRewritten = statement<{ rewritten: number }>('count-rewritten')
const lockJourneys = statement<{ id: string; enrolledAt: Date; timezone: string }>('lock-journeys')
const replan = statement<{ moved: number; added: number }>('replan-journeys')

/**
 * Writes a sequence's steps, and brings what is planned into line, in one transaction: what waits of a removed step ends as
 * `skipped: step_removed`, a new step is added to the active journeys that are not past it, and what is pending moves when
 * the delays or the order change. A changed content needs nothing: it is rendered when it leaves. Null when the sequence is
 * not there or archived; throws UnknownStepError for a foreign id.
 */
export const editSteps = (
  db: Database,
  { id, workspaceId }: { id: string; workspaceId: string },
  steps: readonly StepBody[],
  { plan }: { plan: Planner },
): Promise<EditedSteps | null> =>
  db.transaction(async (tx) => {
    const held = await lockToEdit(tx, [id, workspaceId, ['draft', 'running', 'paused']])
    if (held.length === 0) return null
    const before = await readSteps(tx, [[id]])
    const known = new Set(before.map((step) => step.id))
    const foreign = steps.find((step) => step.id !== undefined && !known.has(step.id))
    if (foreign !== undefined) throw new UnknownStepError(`The sequence has no step ${foreign.id}`)
    const after = await writeSteps(tx, [
      id,
      workspaceId,
      steps.map((step) => step.id ?? null),
      steps.map(({ messageType }) => messageType),
      steps.map(({ messageContent }) => messageContent),
      steps.map(({ mediaUrl }) => mediaUrl),
      steps.map(({ delayMinutes }) => delayMinutes),
      steps.map(({ at }) => at),
    ])
    const counts = { added: 0, moved: 0 }
    if (!haveSameTimes(before, after))
      for await (const page of replanned(tx, { id, workspaceId }, after, plan)) {
        counts.added += page.added
        counts.moved += page.moved
      }
    // Behind the locks of the journeys: who leaves one takes its row first, and then its messages.
    const stoppable = stoppableMessageStatuses.filter((status) => messageStatesBefore('skipped').includes(status))
    const skipped = await skipRemoved(tx, [stoppable, id, REMOVED.code, REMOVED.message])
    const changed = steps.flatMap((step) => {
      const old = before.find(({ id }) => id === step.id)
      return old === undefined || haveSameContent(old, step) ? [] : old.id
    })
    const [row] = changed.length > 0 ? await countRewritten(tx, [id, changed]) : []
    return { ...counts, rewritten: row?.rewritten ?? 0, skipped }
  })

async function* replanned(
  tx: Runner,
  { id, workspaceId }: { id: string; workspaceId: string },
  steps: readonly StepTime[],
  plan: Planner,
) {
  for (let after = FIRST_ID; ; ) {
    const journeys = await lockJourneys(tx, [id, after, JOURNEYS_A_PAGE])
    if (journeys.length === 0) return
    after = journeys.at(-1)!.id
    const planned = journeys.flatMap(({ id: enrolmentId, enrolledAt, timezone }) => {
      const instants = plan(steps, enrolledAt, timezone)
      return steps.map((step, n) => ({ enrolmentId, stepId: step.id, at: instants[n]! }))
    })
    const [page] = await replan(tx, [
      id,
      workspaceId,
      stoppableMessageStatuses,
      planned.map(({ enrolmentId }) => enrolmentId),
      planned.map(({ stepId }) => stepId),
      planned.map(({ at }) => at.toISOString()),
    ])
    yield page!
  }
}

const haveSameContent = (a: Content, b: Content): boolean =>
  a.messageType === b.messageType && a.messageContent === b.messageContent && a.mediaUrl === b.mediaUrl

/** The same steps at the same distances, in the same order. */
const haveSameTimes = (before: readonly StepTime[], after: readonly StepTime[]): boolean =>
  JSON.stringify(before.map(timeOf)) === JSON.stringify(after.map(timeOf))

const timeOf = ({ id, delayMinutes, at }: StepTime) => [id, delayMinutes, at]
