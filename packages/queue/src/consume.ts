import { type JobName, jobs, type Payload, type QueueName } from '@siaran/contracts'
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { PREFIX, queueKey } from './keys.js'
import type { JobOutcome } from './outcome.js'
import { workerConnection } from './redis.js'
import { byStoreTimeForWorkers, type Now } from './store-time.js'

export type Handlers = {
  [Name in JobName]?: (payload: Payload<Name>, signal: AbortSignal) => Promise<JobOutcome>
}

export interface ConsumerOptions {
  redis: Redis
  log: Logger
  /** The clock by which the producers delay jobs. */
  now: Now
  queue: QueueName
  handlers: Handlers
  /** Jobs at once in this process. */
  concurrency: number
  /** Called when a job has failed for good, with its payload: nothing is silent. */
  onGivenUp?: (name: JobName, payload: unknown, err: Error) => Promise<void>
}

/**
 * Works on one of the fixed queues: parses the payload (a wrong one is never tried again, and the error names the
 * field), calls the handler, turns a snooze into a delay that costs no attempt.
 */
export function createConsumer({ redis, log, now, queue, handlers, concurrency, onGivenUp }: ConsumerOptions) {
  const stopping = new AbortController()
  let worker: Worker | undefined
  let connection: Redis | undefined

  const work = async (job: Job, token?: string): Promise<void> => {
    const name = job.name as JobName
    const handler = handlers[name] as ((payload: unknown, signal: AbortSignal) => Promise<JobOutcome>) | undefined
    if (handler === undefined) throw new UnrecoverableError(`No handler for a job named ${job.name}`)
    const parsed = jobs[name].payload.safeParse(job.data)
    if (!parsed.success) {
      const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
      throw new UnrecoverableError(`The payload of ${name} is not valid: ${faults}`)
    }
    const outcome = await handler(parsed.data, stopping.signal)
    if (outcome.kind === 'snooze') {
      await job.moveToDelayed(Date.now() + outcome.forMs, token)
      throw new DelayedError()
    }
  }

  return {
    name: `consumer of ${queue}`,
    async start() {
      connection = new Redis(workerConnection(redis))
      connection.on('error', () => {})
      const options = {
        connection,
        prefix: PREFIX,
        concurrency,
        // These jobs can be done again without harm; a process that dies while it does one must not lose it.
        maxStalledCount: 10,
        stalledInterval: 10_000,
        lockDuration: 20_000,
        // How many finished in each of the last 60 minutes.
        metrics: { maxDataPoints: 60 },
      }
      worker = new Worker(queueKey(queue), work, options, byStoreTimeForWorkers(now))
      worker.on('error', (err) => log.debug({ err, queue }, 'worker connection'))
      worker.on('failed', (job, err) => {
        const last =
          job === undefined || err.name === 'UnrecoverableError' || job.attemptsMade >= (job.opts.attempts ?? 1)
        log.error({ err, job: job?.name, attempt: job?.attemptsMade, givenUp: last }, 'job failed')
        if (last && job !== undefined)
          onGivenUp?.(job.name as JobName, job.data, err).catch((cause) =>
            log.error({ err: cause, job: job.name }, 'a given-up job could not be reported'),
          )
      })
      await worker.waitUntilReady()
    },
    async stop() {
      stopping.abort()
      await worker?.close()
      connection?.disconnect()
    },
  }
}
