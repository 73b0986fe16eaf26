import { type DeviceJob, type JobName, jobs, type Payload } from '@siaran/contracts'
import { type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { boardQueues, countQueues, type QueueCount } from './board.js'
import { deviceJobId, deviceJobKey, deviceQueueKey, JOBS_WERE_HERE, PREFIX, queueKey } from './keys.js'
import { sendNotice } from './notices.js'
import { StoreUnavailableError } from './redis.js'
import { byStoreTime, type Now } from './store-time.js'

/** A finished job leaves Redis: what happened is in Postgres, and a kept id would block the same id from coming again. */
const gone = { removeOnComplete: true, removeOnFail: true } as const

/** Attempts of a fixed job. One that fails for good is told in the log and in the row that it was for. */
const fixedJob: JobsOptions = { attempts: 5, backoff: { type: 'exponential', delay: 1_000 }, ...gone }

/** What happens on a device queue, and every retry, is decided in Postgres: BullMQ tries once and keeps nothing. */
const deviceJobOptions: JobsOptions = { attempts: 1, ...gone }

/**
 * A queue's event stream is for people who watch. BullMQ keeps 10,000 entries of each, 577 KB, unless the queue's meta key
 * says otherwise, which an emptied Redis has forgotten: so it is said with whatever is added. Redis trims by nodes of 100.
 */
const EVENTS_KEPT = 10

export type ReleasedJob = { id: string; deviceId: string; dispatchNumber: number }

/** The producing end of every queue. Adding throws StoreUnavailableError when Redis is away; notices never throw. */
export interface Producer {
  add<Name extends JobName>(name: Name, payload: Payload<Name>): Promise<void>
  /** Puts messages into their devices' queues, each to wait there until its slot. Adding one twice changes nothing. */
  addDeviceJobs(deviceId: string, deviceJobs: readonly DeviceJob[]): Promise<void>
  /** Takes jobs back that will find nothing to claim. Best effort: one that is missed only wakes a sender for nothing. */
  discardDeviceJobs(released: readonly ReleasedJob[]): Promise<void>
  /** Those of the messages that have no job in Redis any more. */
  findLostJobs<Message extends ReleasedJob>(messages: readonly Message[]): Promise<Message[]>
  /** Sees to it that the job runs every so often, whoever asks and however often; also again after Redis lost it. */
  repeat<Name extends JobName>(name: Name, payload: Payload<Name>, everyMs: number): Promise<void>
  /** Whether Redis has lost everything since `rememberJobs`, or never had anything. */
  hasForgottenJobs(): Promise<boolean>
  rememberJobs(): Promise<void>
  /** Tells senders that a device's settings, state or wishes changed. */
  noticeDevice(deviceId: string): void
  /** Tells senders that the gateway of a device has called. */
  noticeHook(deviceId: string): void
  /** Tells senders that there is work in the queues of these devices. */
  noticeWork(deviceIds: readonly string[]): void
  /** Queues to look into: the fixed ones, and those of the devices. */
  boardQueues(deviceIds?: readonly string[]): Promise<Queue[]>
  /** What the same queues hold, in the same order. */
  countQueues(deviceIds: readonly string[]): Promise<QueueCount[]>
  close(): Promise<void>
}

/** `now`: the clock of the slots, which the consumers go by as well. */
export function createProducer({ redis, log, now }: { redis: Redis; log: Logger; now: Now }): Producer {
  const queues = new Map<string, Queue>()
  const open = (key: string) => {
    let queue = queues.get(key)
    if (queue === undefined) {
      // A queue that is opened while Redis is away would wait for it, and one that fails to open would fail for ever.
      if (redis.status !== 'ready') throw new StoreUnavailableError('Redis does not answer')
      const options = { connection: redis, prefix: PREFIX, skipMetasUpdate: true, skipVersionCheck: true }
      queue = new Queue(key, options, byStoreTime(now))
      queue.on('error', () => {}) // the connection's own listener says so, once
      queue.waitUntilReady().catch(() => queues.delete(key))
      queues.set(key, queue)
    }
    return queue
  }

  /** Goes out before whatever is asked of the queue next: they share a connection. */
  const limitEvents = (key: string): Promise<unknown> =>
    redis.hset(`${PREFIX}:${key}:meta`, 'opts.maxLenEvents', EVENTS_KEPT)

  return {
    add: (name, payload) =>
      reaching(async () => {
        const { queue, id } = jobs[name]
        const jobId = (id as (payload: unknown) => string)(payload)
        await open(queueKey(queue)).add(name, payload, { ...fixedJob, jobId })
      }),
    addDeviceJobs: (deviceId, deviceJobs) =>
      reaching(async () => {
        const timestamp = now()
        const key = deviceQueueKey(deviceId)
        const queue = open(key)
        const limited = limitEvents(key)
        const added = queue.addBulk(
          deviceJobs.map((job) => ({
            name: 'message.send',
            data: job,
            opts: {
              ...deviceJobOptions,
              jobId: deviceJobId(job.messageId, job.dispatch),
              timestamp,
              delay: Math.max(0, job.slot - timestamp),
            },
          })),
        )
        await Promise.all([limited, added])
      }),
    async discardDeviceJobs(released) {
      for (const { id, deviceId, dispatchNumber } of released) {
        try {
          await open(deviceQueueKey(deviceId)).remove(deviceJobId(id, dispatchNumber))
        } catch (err) {
          log.debug({ err, deviceId, messageId: id }, 'a stale job was left to its sender')
        }
      }
    },
    findLostJobs: (messages) =>
      reaching(async () => {
        const pipeline = redis.pipeline()
        for (const { id, deviceId, dispatchNumber } of messages)
          pipeline.exists(deviceJobKey(deviceId, id, dispatchNumber))
        const answers = (await pipeline.exec()) ?? []
        const failed = answers.find(([err]) => err !== null)?.[0]
        if (failed) throw failed
        return messages.filter((_, n) => answers[n]?.[1] === 0)
      }),
    repeat: (name, payload, everyMs) =>
      reaching(async () => {
        const key = queueKey(jobs[name].queue)
        const queue = open(key)
        await limitEvents(key)
        const upsert = () => queue.upsertJobScheduler(name, { every: everyMs }, { name, data: payload, opts: gone })
        const next = await upsert()
        // One that a clock which was ahead has put into the future would stay there: BullMQ keeps the time of the next job.
        if ((next?.opts.delay ?? 0) <= 2 * everyMs) return
        log.warn({ job: name, inMs: next?.opts.delay }, 'a repeatable job was set too far ahead; it begins anew')
        await queue.removeJobScheduler(name)
        await upsert()
      }),
    hasForgottenJobs: () => reaching(async () => (await redis.exists(JOBS_WERE_HERE)) === 0),
    rememberJobs: () =>
      reaching(async () => {
        await redis.set(JOBS_WERE_HERE, '')
      }),
    noticeDevice: (deviceId) => sendNotice(redis, { about: 'device', deviceIds: [deviceId] }),
    noticeHook: (deviceId) => sendNotice(redis, { about: 'hook', deviceIds: [deviceId] }),
    noticeWork: (deviceIds) => sendNotice(redis, { about: 'work', deviceIds: [...deviceIds] }),
    boardQueues: (deviceIds = []) => reaching(async () => boardQueues(open, deviceIds)),
    countQueues: (deviceIds) => reaching(() => countQueues(redis, deviceIds, now())),
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}

/** While Redis is away ioredis fails at once; this gives that failure the name that callers know. */
async function reaching<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (
      cause instanceof Error &&
      /connection|stream isn't writeable|max retries|timeout|ECONN|LOADING/i.test(cause.message)
    )
      throw new StoreUnavailableError('Redis does not answer', { cause })
    throw cause
  }
}
