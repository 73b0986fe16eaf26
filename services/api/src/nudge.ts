import type { JobName, Payload } from '@siaran/contracts'
import type { ApiDeps } from './app.js'

/** A Redis that neither answers nor refuses must not hold up an answer that does not depend on it. */
const DEADLINE_MS = 2_000

/**
 * Asks a worker to look now. The row that it will find is the promise and is already committed, and the schedulers look
 * by themselves every few seconds: with Redis away the work is later, not lost, so a nudge that fails is no failure of
 * the request. Never throws.
 */
export async function nudge<Name extends JobName>(
  deps: Pick<ApiDeps, 'produce' | 'log'>,
  name: Name,
  payload: Payload<Name>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  try {
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${DEADLINE_MS} ms`)), DEADLINE_MS)
    })
    await Promise.race([deps.produce.add(name, payload), tooLate])
  } catch (err) {
    deps.log.warn({ err, job: name, payload }, 'a nudge was not delivered; the scheduler will find the row')
  } finally {
    clearTimeout(timer)
  }
}
