import { completeEnrolments, expirePlanned } from '@siaran/db'
import { done, type JobOutcome } from '@siaran/queue'
import type { EnrolmentDeps } from './enrol-leads.js'

/** Rows a statement. */
const MOST = 1_000

/** Ends messages that waited for too long, and journeys with nothing left to say, whose leads may go on to another. */
export async function endEnrolments({ db, produce, moved, log, now }: EnrolmentDeps): Promise<JobOutcome> {
  for (;;) {
    const expired = await expirePlanned(db, MOST)
    for (const id of new Set(expired.map(({ campaignId }) => campaignId))) moved(id)
    if (expired.length < MOST) break
  }
  let total = 0
  for (;;) {
    const completed = await completeEnrolments(db, { now: new Date(now()), most: MOST })
    for (const id of new Set(completed.map(({ sequenceId }) => sequenceId))) moved(id)
    total += completed.length
    if (completed.length < MOST) break
  }
  if (total > 0) {
    log.info({ enrolments: total }, 'journeys completed')
    await produce.add('leads.enrol', {})
  }
  return done()
}
