import { type DeviceJob, deviceJob } from '@siaran/contracts'
import { createRedisBackend, type Job, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { deviceQueueKey, PREFIX } from './keys.js'

/** Longer than any send may take: nobody renews these locks, and a lock that ends early only costs a log line. */
const LOCK_MS = 120_000

export type Fetched = {
  job: Job | null
  /** Epoch milliseconds at which the next job of this queue is due or the limiter lets go; null: nothing is waiting. */
  nextAt: number | null
}

/**
 * A device's queue, fetched from by hand: no run loop, no stalled check, no connection of its own. A thousand of these
 * share one Redis connection (an ordinary Worker for each would open two).
 */
export class DeviceQueue extends Worker {
  constructor(deviceId: string, redis: Redis, limiter: { max: number; duration: number } | null) {
    super(
      deviceQueueKey(deviceId),
      null,
      {
        connection: redis,
        prefix: PREFIX,
        autorun: false,
        skipStalledCheck: true,
        lockDuration: LOCK_MS,
        ...(limiter === null ? {} : { limiter }),
      },
      (name, options) => createRedisBackend(name, options, { blocking: false, withBlockingConnection: false }),
    )
    this.on('error', () => {}) // the shared connection's own listener says so, once
  }

  /** The next job that is due, if any. Promotes delayed jobs whose time has come. */
  async fetch(token: string): Promise<Fetched> {
    return this.read(await this.getBackend().moveToActive(token), token)
  }

  /** Ends a job and fetches the next one in the same round trip. */
  async finish(job: Job, token: string): Promise<Fetched> {
    return this.read((await job.moveToCompleted(null, token, true)) as unknown[], token)
  }

  /** Puts a job back until an instant (epoch milliseconds). Costs no attempt. */
  async putBack(job: Job, until: number, token: string): Promise<void> {
    await job.moveToDelayed(until, token)
  }

  /** Empties the queue when the owner before left a job in its hands: the lock of a dead owner cannot be opened. */
  async clearAfterDeadOwner(): Promise<boolean> {
    const backend = this.getBackend()
    const client = await backend.client
    if ((await client.llen(this.keys.active as string)) === 0) return false
    await backend.obliterate({ force: true, count: 1_000 })
    return true
  }

  private async read([data, id, limitedMs, dueAt]: unknown[], token: string): Promise<Fetched> {
    const job = data ? ((await this.nextJobFromJobData(data as never, id as string, token)) ?? null) : null
    const limitedUntil = Number(limitedMs) > 0 ? Date.now() + Number(limitedMs) : null
    return { job, nextAt: limitedUntil ?? (Number(dueAt) > 0 ? Number(dueAt) : null) }
  }
}

/** What a device job carries; null when it cannot be read, which no retry would mend. */
export function readDeviceJob(job: Job): DeviceJob | null {
  const parsed = deviceJob.safeParse(job.data)
  return parsed.success ? parsed.data : null
}
