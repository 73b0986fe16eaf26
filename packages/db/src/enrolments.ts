import {
  type ExitReason,
  groupBy,
  messageStatesBefore,
  openMessageStatuses,
  presentDeviceStatuses,
  stoppableMessageStatuses,
} from '@siaran/domain'
import type { StoppedMessage } from './campaign-life.js'
import type { Database, Runner } from './database.js'
import { isRefusal, sentenceOf } from './refusal.js'
import { statement } from './statement.js'

/** A step as its instant goes; `at` is a time of day (HH:MM) or null. */
export type StepTime = { id: string; delayMinutes: number; at: string | null }
/** The instants of a journey's steps, in their order, for somebody who enters now, in this zone. */
export type Planner = (steps: readonly StepTime[], enrolledAt: Date, timezone: string) => Date[]

/** What became of a lead that was to enter a sequence. */
export type EnrolmentOutcome = 'enrolled' | 'active' | 'entered' | 'suppressed' | 'no_device'
export type EnrolmentResult = { leadId: string; sequenceId: string; outcome: EnrolmentOutcome }

export type ExitedEnrolment = { id: string; sequenceId: string; leadId: string | null }

type Step = StepTime & { sequenceId: string }
/** A sequence that takes leads in, and the trace that it was activated in; null: none. */
type HeldSequence = { id: string; traceparent: string | null }
type Waiting = { id: string; timezone: string; workspaceZone: string }

/** A zone that every planner knows: what cannot be planned there cannot be planned anywhere. */
const ANY_ZONE = 'UTC'
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

const waitingTriggers = statement<{ workspaceId: string; trigger: string }>('waiting-triggers')
const lockSequences = statement<HeldSequence>('lock-sequences')
const readSteps = statement<Step>('read-steps')
const lockWaiting = statement<Waiting>('lock-waiting-leads')
const lockChosen = statement<Waiting>('lock-chosen-leads')
const enrol = statement<EnrolmentResult & { messages: number }>('enrol-leads')
const complete = statement<{ id: string; workspaceId: string; sequenceId: string }>('complete-enrolments')
const exit = statement<{ exited: ExitedEnrolment[]; stopped: StoppedMessage[] }>('exit-enrolments')
const expire = statement<StoppedMessage>('expire-planned')

/** Every trigger that leads may wait with, of all workspaces. */
export const readWaitingTriggers = (db: Database) => waitingTriggers(db, [])

/** Leads that were looked at: `last` is the last of them, to go on behind it; `refused` says that none was enrolled, and why. */
export type EnrolledPage = { results: EnrolmentResult[]; leads: number; last: string; refused?: unknown }

/**
 * Enrols the next leads that wait with a trigger into all active sequences that are for them, in one transaction: the
 * enrolments, all messages with their instants, and the triggers taken. Null when no more were waiting. A page that the
 * database refuses is answered as such: ask for a smaller one, to find the lead that it is about.
 *
 * A sequence of which no journey can be planned is passed by, and told to `onUnplannable`; its leads go on waiting. The others
 * are told to `onPage` before a page of leads enters them.
 */
export async function enrolWaiting(
  db: Database,
  { workspaceId, trigger }: { workspaceId: string; trigger: string },
  {
    plan,
    now,
    after = FIRST_ID,
    most,
    onPage = () => {},
    onUnplannable = () => {},
  }: {
    plan: Planner
    now: Date
    after?: string
    most: number
    onPage?: (sequences: readonly HeldSequence[]) => void
    onUnplannable?: (sequenceId: string, reason: string) => void
  },
): Promise<EnrolledPage | null> {
  let page: EnrolledPage | null = null
  try {
    return await db.transaction(async (tx) => {
      const held = await holdSteps(tx, [workspaceId, trigger, null])
      if (held === null) return null
      const steps = new Map([...held.steps].filter(([id, steps]) => isPlannable(id, steps)))
      if (steps.size === 0) return null
      const leads = await lockWaiting(tx, [workspaceId, trigger, [...steps.keys()], after, most])
      if (leads.length === 0) return null
      onPage(held.sequences.filter(({ id }) => steps.has(id)))
      page = { results: [], leads: leads.length, last: leads.at(-1)!.id }
      return { ...page, results: await enrolInto(tx, workspaceId, steps, leads, { plan, now, matching: true }) }
    })
  } catch (err) {
    if (page === null || !isRefusal(err)) throw err
    return { ...(page as EnrolledPage), refused: err }
  }

  function isPlannable(sequenceId: string, steps: readonly Step[]): boolean {
    try {
      plan(steps, now, ANY_ZONE)
      return true
    } catch (err) {
      onUnplannable(sequenceId, sentenceOf(err))
      return false
    }
  }
}

/**
 * Enrols leads that somebody chose, whether the sequence is for them or not. A lead that is missing in the answer is not
 * of the workspace. Null when the sequence is not active.
 */
export const enrolChosen = (
  db: Database,
  { id, workspaceId }: { id: string; workspaceId: string },
  leadIds: readonly string[],
  { plan, now }: { plan: Planner; now: Date },
): Promise<EnrolmentResult[] | null> =>
  db.transaction(async (tx) => {
    const held = await holdSteps(tx, [workspaceId, null, id])
    if (held === null) return null
    const leads = await lockChosen(tx, [workspaceId, leadIds])
    return leads.length === 0 ? [] : enrolInto(tx, workspaceId, held.steps, leads, { plan, now, matching: false })
  })

/** Active sequences and the steps of each that has any, which stay as they are until the transaction ends; null when there is none. */
async function holdSteps(
  tx: Runner,
  which: [string, string | null, string | null],
): Promise<{ sequences: HeldSequence[]; steps: Map<string, Step[]> } | null> {
  const sequences = await lockSequences(tx, which)
  const steps = await readSteps(tx, [sequences.map(({ id }) => id)])
  return steps.length === 0 ? null : { sequences, steps: groupBy(steps, ({ sequenceId }) => sequenceId) }
}

async function enrolInto(
  tx: Runner,
  workspaceId: string,
  sequences: ReadonlyMap<string, readonly Step[]>,
  leads: readonly Waiting[],
  { plan, now, matching }: { plan: Planner; now: Date; matching: boolean },
): Promise<EnrolmentResult[]> {
  const zones = [...new Set(leads.map(({ timezone }) => timezone))]
  const workspaceZone = leads[0]!.workspaceZone
  const planned = [...sequences].flatMap(([sequenceId, steps]) =>
    zones.flatMap((timezone) => {
      const { zone, instants } = planIn([timezone, workspaceZone, ANY_ZONE], (zone) => plan(steps, now, zone))
      return steps.map((step, n) => ({ sequenceId, timezone, zone, stepId: step.id, at: instants[n]! }))
    }),
  )
  const rows = await enrol(tx, [
    workspaceId,
    leads.map(({ id }) => id),
    [...sequences.keys()],
    now.toISOString(),
    matching,
    planned.map(({ sequenceId }) => sequenceId),
    planned.map(({ timezone }) => timezone),
    planned.map(({ stepId }) => stepId),
    planned.map(({ at }) => at.toISOString()),
    presentDeviceStatuses,
    planned.map(({ zone }) => zone),
  ])
  return rows.map(({ leadId, sequenceId, outcome }) => ({ leadId, sequenceId, outcome }))
}

/** The plan in the first of these zones in which there is one: a lead's zone may be one that does not exist (here). */
function planIn(
  [zone, ...others]: readonly string[],
  plan: (zone: string) => Date[],
): { zone: string; instants: Date[] } {
  try {
    return { zone: zone!, instants: plan(zone!) }
  } catch (err) {
    if (others.length === 0) throw err
    return planIn(others, plan)
  }
}

/** Ends journeys that have nothing left to say; their leads get the next trigger. Answers those that it ended. */
export const completeEnrolments = (db: Database, { now, most }: { now: Date; most: number }) =>
  complete(db, [now.toISOString(), openMessageStatuses, most])

/** Whose journeys end: at least one of sequence, lead, phone, device and ids. */
export interface Leaving {
  workspaceId: string
  sequenceId?: string
  leadId?: string
  phone?: string
  deviceId?: string
  enrolmentIds?: readonly string[]
  /** Only journeys that an answer ends. */
  onReply?: boolean
}

/**
 * Ends active journeys, and what of theirs was not handed over ends as `skipped` with the same reason. Answers both, so
 * that their jobs can be taken back and people told.
 */
export async function exitEnrolments(
  db: Runner,
  who: Leaving,
  why: { code: ExitReason; message: string },
  now: Date,
): Promise<{ exited: ExitedEnrolment[]; stopped: StoppedMessage[] }> {
  const [row] = await exit(db, [
    stoppableMessageStatuses.filter((status) => messageStatesBefore('skipped').includes(status)),
    who.workspaceId,
    why.code,
    why.message,
    now.toISOString(),
    who.sequenceId ?? null,
    who.leadId ?? null,
    who.phone ?? null,
    who.deviceId ?? null,
    who.enrolmentIds ?? null,
    who.onReply ?? false,
  ])
  return row!
}

/** Why a message that waited for too long ends. */
const EXPIRED = {
  code: 'expired',
  message: 'It had waited for longer than the sequence lets its messages wait',
} as const

/** Ends messages of journeys that are later than their sequence allows. */
export const expirePlanned = (db: Database, most: number): Promise<StoppedMessage[]> =>
  expire(db, [
    messageStatesBefore('skipped').filter((status) => status === 'pending'),
    EXPIRED.code,
    EXPIRED.message,
    most,
  ])
