import type { BeginSpan, Span } from '@siaran/contracts'
import { type Database, enrolWaiting, readWaitingTriggers } from '@siaran/db'
import { planJourney } from '@siaran/domain'
import { done, type JobOutcome, type Producer } from '@siaran/queue'
import type { Logger } from 'pino'

/** What the jobs that begin journeys and end them need. */
export interface EnrolmentDeps {
  db: Database
  produce: Pick<Producer, 'add'>
  /** Told of each sequence of which a journey or a message began or ended. */
  moved: (sequenceId: string) => void
  log: Logger
  now: () => number
  begin?: BeginSpan
}

/** Leads a transaction: with five steps 5,000 messages, about a quarter of a second in which a pause of theirs has to wait. */
const PAGE = 1_000

/**
 * Begins the journeys of all leads that wait with the trigger of an active sequence, page by page. Any number of workers
 * may do it at once: each takes what no other holds. A lead that the database refuses, or a sequence that cannot be
 * planned, is passed by and logged each time; the leads go on waiting, with their trigger, until it is mended. A lead
 * whose zone does not exist lives by its workspace's: its journey says so.
 */
export async function enrolLeads(deps: EnrolmentDeps, signal: AbortSignal): Promise<JobOutcome> {
  const { db, log } = deps
  for (const waiting of await readWaitingTriggers(db)) {
    try {
      const enrolled = await enrolAll(deps, waiting, signal)
      if (enrolled > 0) log.info({ ...waiting, enrolments: enrolled }, 'leads enrolled')
    } catch (err) {
      log.error({ err, ...waiting }, 'the leads of a trigger could not be enrolled; tried again with the next turn')
    }
    if (signal.aborted) break
  }
  return done()
}

async function enrolAll(
  { db, produce, moved, log, now, begin }: EnrolmentDeps,
  waiting: { workspaceId: string; trigger: string },
  signal: AbortSignal,
): Promise<number> {
  let enrolled = 0
  let after: string | undefined
  let most = PAGE
  const unplannable = new Set<string>()
  while (!signal.aborted) {
    let spans: (Span | undefined)[] = []
    const page = await enrolWaiting(db, waiting, {
      plan: planJourney,
      now: new Date(now()),
      most,
      ...(after === undefined ? {} : { after }),
      onPage(sequences) {
        spans = sequences.map(({ id, traceparent }) =>
          begin?.('leads.enrol', traceparent, { 'siaran.campaign_id': id }),
        )
      },
      onUnplannable(sequenceId, reason) {
        if (!unplannable.has(sequenceId)) log.error({ campaignId: sequenceId, reason }, 'a sequence cannot be planned')
        unplannable.add(sequenceId)
      },
    })
    if (page === null) break
    for (const span of spans) span?.end({}, page.refused === undefined ? undefined : 'the database refuses a lead')
    if (page.refused !== undefined && page.leads > 1) {
      most = Math.ceil(page.leads / 2)
      continue
    }
    if (page.refused !== undefined)
      log.error({ err: page.refused, leadId: page.last, ...waiting }, 'a lead cannot be enrolled; it goes on waiting')
    after = page.last
    most = Math.min(PAGE, most * 2)
    const begun = page.results.filter(({ outcome }) => outcome === 'enrolled')
    enrolled += begun.length
    for (const id of new Set(begun.map(({ sequenceId }) => sequenceId))) moved(id)
  }
  if (enrolled > 0) await produce.add('messages.dispatch', {})
  return enrolled
}
