import { completeEnrolments, expirePlanned } from '@siaran/db'
import { done, type JobOutcome } from '@siaran/queue'
import type { EnrolmentDeps } from './enrol-leads.js'

/** Rows a statement. */
const MOST = 1_000

/**
 * Ends messages that waited for too long, and journeys with nothing left to say, whose leads may go on to another. Neither
 * waits for the other: should the one break, it is logged, and the other is done all the same.
 */
export async function endEnrolments(deps: EnrolmentDeps): Promise<JobOutcome> {
  for (const [what, work] of [
    ['messages that waited for too long', endExpired],
    ['journeys that have said all', endFinished],
  ] as const)
    await work(deps).catch((err) =>
      deps.log.error({ err }, `${what} could not be ended; tried again with the next turn`),
    )
  return done()
}

async function endExpired({ db, moved }: EnrolmentDeps): Promise<void> {
  for (;;) {
    const expired = await expirePlanned(db, MOST)
    for (const id of new Set(expired.map(({ campaignId }) => campaignId))) moved(id)
    if (expired.length < MOST) return
  }
}

async function endFinished({ db, produce, moved, log, now }: EnrolmentDeps): Promise<void> {
  let total = 0
  for (;;) {
    const completed = await completeEnrolments(db, { now: new Date(now()), most: MOST })
    for (const id of new Set(completed.map(({ sequenceId }) => sequenceId))) moved(id)
    total += completed.length
    if (completed.length < MOST) break
  }
  if (total === 0) return
  log.info({ enrolments: total }, 'journeys completed')
  await produce.add('leads.enrol', {})
}
