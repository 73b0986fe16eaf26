import type { Producer } from '@siaran/queue'
import type { Logger } from 'pino'

/** A FLUSHALL takes the repeatables with it: they are put back this often. Six short commands; mostly nothing changes. */
const AGAIN_EVERY_MS = 5_000

export interface Intervals {
  dueMs: number
  dispatchMs: number
  enrolMs: number
  repairMs: number
}

/**
 * Keeps the repeatable jobs in Redis, and notices when all that was in it is gone: what waited in the devices' queues then
 * gets new slots at once, instead of one by one when the old ones have long passed. Any number of schedulers may do it:
 * each only says what all of them say.
 */
export function keepSchedules(
  deps: { produce: Pick<Producer, 'repeat' | 'add' | 'hasForgottenJobs' | 'rememberJobs'>; log: Logger },
  intervals: Intervals,
) {
  let timer: NodeJS.Timeout | undefined

  const putBack = async () => {
    await deps.produce.repeat('campaigns.due', {}, intervals.dueMs)
    await deps.produce.repeat('messages.dispatch', {}, intervals.dispatchMs)
    await deps.produce.repeat('leads.enrol', {}, intervals.enrolMs)
    await deps.produce.repeat('enrolments.end', {}, intervals.dispatchMs)
    await deps.produce.repeat('messages.repair', {}, intervals.repairMs)
    if (!(await deps.produce.hasForgottenJobs())) return
    await deps.produce.add('messages.requeue', {})
    await deps.produce.rememberJobs()
  }

  return {
    name: 'schedules',
    async start() {
      await putBack()
      timer = setInterval(() => {
        putBack().catch((err) => deps.log.error({ err }, 'the schedules could not be put back; trying again'))
      }, AGAIN_EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
    },
  }
}
