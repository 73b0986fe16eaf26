import type { JobName, Payload } from '@siaran/contracts'
import type { ApiDeps } from './app.js'

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
  try {
    await deps.produce.add(name, payload)
  } catch (err) {
    deps.log.warn({ err, job: name, payload }, 'a nudge was not delivered; the scheduler will find the row')
  }
}
