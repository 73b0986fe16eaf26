import type { DeviceJob } from '@siaran/contracts'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { DeviceQueue, type Fetched, readDeviceJob } from './device-queue.js'
import { readDeviceJobId } from './keys.js'
import type { Now } from './store-time.js'

/** What became of a job: it is over, or it comes again at `until` (epoch milliseconds) without costing an attempt. */
export type DeviceJobResult = { kind: 'done' } | { kind: 'putBack'; until: number }

/** What a job's id says. */
export type Dispatch = { messageId: string; dispatch: number }

export interface FleetOptions {
  redis: Redis
  log: Logger
  /** The clock of the slots, which the producers go by as well. */
  now: Now
  /** Handles one job of one device; never called twice at once for the same device. What it throws goes to `broken`. */
  process(deviceId: string, job: DeviceJob): Promise<DeviceJobResult>
  /**
   * Told of a job whose payload cannot be read, or whose `process` threw, before the job ends: the queue does not bring
   * it again, so its row has to say what becomes of the message.
   */
  broken(deviceId: string, job: Dispatch, err: unknown): Promise<void>
  /** Told of jobs that are gone since nobody worked on them any more: their rows say whether they need others. */
  dropped(deviceId: string, jobs: readonly Dispatch[]): Promise<void>
  /** Jobs in hand at once, over all devices. */
  concurrency: number
}

export interface DeviceFleet {
  /** Begins to work on a device's queue, of which this process is the one owner. */
  add(deviceId: string, limiter: { max: number; duration: number } | null): Promise<void>
  /** Stops fetching for the device and resolves when the job in hand, if any, is over. */
  remove(deviceId: string): Promise<void>
  /** Looks into the device's queue now, and drops what stands in the device's hands that nobody works on. */
  wake(deviceId: string): void
  stop(): Promise<void>
}

/** A wait longer than this is slept in parts: a notice may have been lost. */
const LONGEST_SLEEP_MS = 30_000
const AFTER_FAILURE_MS = 1_000

/**
 * Works on the queues of many devices over one Redis connection: one job at a time for each device, in the order of
 * their slots. A device without a due job costs a timer and nothing else; it is woken by a notice or by its next slot.
 */
export function createDeviceFleet({ redis, log, now, concurrency, ...tell }: FleetOptions): DeviceFleet {
  const members = new Map<string, Member>()
  const places = createPlaces(concurrency)

  const run = async (member: Member): Promise<void> => {
    const token = `${member.deviceId}-${member.round++}`
    if (member.queue.isBroken) member.reopen()
    if (member.mayHaveLeftovers) {
      member.mayHaveLeftovers = false
      await dropLeftovers(member)
    }
    let next: Fetched = await member.queue.fetch(token)
    for (;;) {
      const { job, unreadable } = next
      if (unreadable !== undefined) {
        await over(member, readDeviceJobId(unreadable.id), unreadable.err)
        await member.queue.dropLeftovers()
        if (member.leaving) return
        next = await member.queue.fetch(token)
        continue
      }
      if (job === null) break
      const payload = readDeviceJob(job)
      const result = await ('job' in payload
        ? inPlace(member, payload.job)
        : over(member, readDeviceJobId(job.id ?? ''), payload.fault))
      if (result.kind === 'putBack') {
        await member.queue.putBack(job, result.until, token)
        if (member.leaving) return
        next = await member.queue.fetch(token)
      } else if (member.leaving) {
        await job.moveToCompleted(null, token, false)
        return
      } else {
        next = await member.queue.finish(job, token)
      }
    }
    member.sleepUntil(next.nextAt, () => look(member))
  }

  const dropLeftovers = async ({ deviceId, queue }: Member): Promise<void> => {
    const jobs = (await queue.dropLeftovers()).flatMap((id) => readDeviceJobId(id) ?? [])
    if (jobs.length === 0) return
    log.warn({ deviceId, jobs: jobs.length }, 'jobs that nobody worked on are dropped; the unsent get new slots')
    await tell
      .dropped(deviceId, jobs)
      .catch((err) => log.warn({ err, deviceId }, 'messages without a job are left to the repair'))
  }

  const inPlace = async (member: Member, payload: DeviceJob): Promise<DeviceJobResult> => {
    const release = await places.take()
    try {
      return await tell.process(member.deviceId, payload)
    } catch (err) {
      return await over(member, payload, err)
    } finally {
      release()
    }
  }

  const over = async ({ deviceId }: Member, job: Dispatch | null, err: unknown): Promise<DeviceJobResult> => {
    log.error({ err, deviceId, messageId: job?.messageId }, 'device job failed')
    try {
      if (job !== null) await tell.broken(deviceId, job, err)
    } catch (cause) {
      log.error({ err: cause, deviceId, messageId: job?.messageId }, 'a broken device job could not be written down')
    }
    return { kind: 'done' }
  }

  const look = (member: Member): void => {
    if (member.leaving) return
    if (member.working !== null) {
      member.lookAgain = true
      return
    }
    member.lookAgain = false
    member.working = run(member)
      .catch((err) => {
        log.warn({ err, deviceId: member.deviceId }, 'the device queue could not be read')
        member.mayHaveLeftovers = true
        if (!member.leaving) member.sleepUntil(now() + AFTER_FAILURE_MS, () => look(member))
      })
      .finally(() => {
        member.working = null
        if (member.lookAgain) look(member)
      })
  }

  const remove = async (deviceId: string): Promise<void> => {
    const member = members.get(deviceId)
    if (member === undefined) return
    members.delete(deviceId)
    member.leaving = true
    member.cancelSleep()
    await member.working
    await member.queue.close()
  }

  return {
    async add(deviceId, limiter) {
      const before = remove(deviceId)
      // At once, so that a removal that comes while this is still waiting finds what it has to remove.
      const member = new Member(deviceId, now, () => new DeviceQueue(deviceId, redis, limiter, now))
      members.set(deviceId, member)
      await before
      look(member)
    },
    remove,
    wake(deviceId) {
      const member = members.get(deviceId)
      if (member === undefined) return
      member.mayHaveLeftovers = true
      look(member)
    },
    async stop() {
      await Promise.all([...members.keys()].map(remove))
    },
  }
}

class Member {
  working: Promise<void> | null = null
  lookAgain = false
  /**
   * A job may stand in this device's hands that nobody works on: the owner before died, or a fetch of its own was still on
   * its way then, or a round broke off. Looked for between two rounds, when this owner has none in hand.
   */
  mayHaveLeftovers = true
  leaving = false
  round = 0
  private timer: NodeJS.Timeout | undefined

  queue: DeviceQueue

  constructor(
    readonly deviceId: string,
    private readonly now: Now,
    private readonly open: () => DeviceQueue,
  ) {
    this.queue = open()
  }

  reopen(): void {
    void this.queue.close()
    this.queue = this.open()
  }

  /** Sleeps until an instant; until a notice when there is none. */
  sleepUntil(at: number | null, then: () => void): void {
    this.cancelSleep()
    if (this.leaving || at === null) return
    this.timer = setTimeout(then, Math.min(Math.max(at - this.now(), 0), LONGEST_SLEEP_MS))
  }

  cancelSleep(): void {
    clearTimeout(this.timer)
  }
}

/** So many places; who finds none waits in line. */
function createPlaces(count: number) {
  let free = count
  const line: (() => void)[] = []
  const release = () => {
    const next = line.shift()
    if (next === undefined) free++
    else next()
  }
  return {
    async take(): Promise<() => void> {
      if (free > 0) free--
      else await new Promise<void>((resolve) => line.push(resolve))
      return release
    },
  }
}
