import { type DeviceJob, deviceJob } from '@siaran/contracts'
import { type Job, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { deviceQueueKey, PREFIX } from './keys.js'
import { byStoreTime, type Now } from './store-time.js'

/** Longer than any send may take: nobody renews these locks, and a lock that ends early only costs a log line. */
const LOCK_MS = 120_000

export type Fetched = {
  job: Job | null
  /** A job that is in hand now although nothing can be read of it but its id. */
  unreadable?: { id: string; err: unknown }
  /** Epoch milliseconds at which the next job of this queue is due or the limiter lets go; null: nothing is waiting. */
  nextAt: number | null
}

/**
 * A device's queue, fetched from by hand: no run loop, no stalled check, no connection of its own. A thousand of these
 * share one Redis connection (an ordinary Worker for each would open two).
 */
export class DeviceQueue extends Worker {
  /** The connection broke while this queue was being opened: BullMQ never tries again, so another one must be opened. */
  isBroken = false

  constructor(
    deviceId: string,
    private readonly shared: Redis,
    limiter: { max: number; duration: number } | null,
    private readonly now: Now,
  ) {
    super(
      deviceQueueKey(deviceId),
      null,
      {
        connection: shared,
        prefix: PREFIX,
        autorun: false,
        skipStalledCheck: true,
        lockDuration: LOCK_MS,
        ...(limiter === null ? {} : { limiter }),
      },
      (name, options) =>
        // The version was looked at by the fixed queues: an INFO for each device would be 3 KB each.
        byStoreTime(now)(
          name,
          { ...options, skipVersionCheck: true },
          { blocking: false, withBlockingConnection: false },
        ),
    )
    this.on('error', () => {}) // the shared connection's own listener says so, once
    this.waitUntilReady().catch(() => {
      this.isBroken = true
    })
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
    // BullMQ would take the wait from Date.now().
    const now = this.now()
    await this.getBackend().moveToDelayed(job.id!, now, Math.max(0, until - now), token, { skipAttempt: true })
  }

  /**
   * Drops what is in the device's hands although nobody works on it, and answers the ids: a job of an owner that died, or
   * whose end, or whose fetch, a broken connection swallowed. To be called by the one owner, with no job in hand.
   */
  async dropLeftovers(): Promise<string[]> {
    const ids = await this.activeIds()
    for (const id of ids) {
      await this.shared.del(`${this.toKey(id)}:lock`)
      await this.getBackend().remove(id, false)
    }
    return ids
  }

  /** Asked of the shared connection itself: it says at once when Redis is away, where BullMQ would wait for it. */
  private activeIds(): Promise<string[]> {
    return this.shared.lrange(this.keys.active as string, 0, -1)
  }

  private async read([data, id, limitedMs, dueAt]: unknown[], token: string): Promise<Fetched> {
    let job: Job | null
    try {
      job = data ? ((await this.nextJobFromJobData(data as never, id as string, token)) ?? null) : null
    } catch (err) {
      return { job: null, unreadable: { id: String(id), err }, nextAt: null }
    }
    const limitedUntil = Number(limitedMs) > 0 ? this.now() + Number(limitedMs) : null
    return { job, nextAt: limitedUntil ?? (Number(dueAt) > 0 ? Number(dueAt) : null) }
  }
}

/** What a device job carries, or why it cannot be read, which no retry would mend. */
export function readDeviceJob(job: Job): { job: DeviceJob } | { fault: Error } {
  const parsed = deviceJob.safeParse(job.data)
  if (parsed.success) return { job: parsed.data }
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  return { fault: new Error(`Its job cannot be read: ${faults}`) }
}
