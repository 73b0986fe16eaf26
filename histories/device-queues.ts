import type { DeviceJob } from '@siaran/contracts'
import type { DeviceFleet, DeviceJobResult, ReleasedJob } from '@siaran/queue'
import type { Process } from './process.js'

interface Entry {
  job: DeviceJob
  at: number
  /** Fetched, and neither finished nor put back. */
  isActive: boolean
}

const keyOf = (id: string, dispatch: number) => `${id}-${dispatch}`

/** Redis, as far as devices' queues go: what the one owner of a queue and its producers see of BullMQ. */
export class DeviceQueues {
  private readonly queues = new Map<string, Map<string, Entry>>()
  private readonly everMade: { deviceId: string; job: DeviceJob }[] = []

  /** A job that is there already stays as it is. */
  add(deviceId: string, jobs: readonly DeviceJob[]): void {
    for (const job of jobs) {
      this.everMade.push({ deviceId, job })
      const key = keyOf(job.messageId, job.dispatch)
      if (!this.of(deviceId).has(key)) this.of(deviceId).set(key, { job, at: job.slot, isActive: false })
    }
  }

  /** Makes a job that was made before once more, under another id, and due at once. */
  duplicate(n: number, at: number): string | null {
    const again = this.everMade[n % Math.max(1, this.everMade.length)]
    if (again === undefined) return null
    const { deviceId, job } = again
    this.of(deviceId).set(`copy ${n} of ${keyOf(job.messageId, job.dispatch)}`, { job, at, isActive: false })
    return deviceId
  }

  discard(released: readonly ReleasedJob[]): void {
    for (const { id, deviceId, dispatchNumber } of released) {
      const key = keyOf(id, dispatchNumber)
      if (this.of(deviceId).get(key)?.isActive === false) this.of(deviceId).delete(key)
    }
  }

  lost<Message extends ReleasedJob>(messages: readonly Message[]): Message[] {
    return messages.filter(({ id, deviceId, dispatchNumber }) => !this.of(deviceId).has(keyOf(id, dispatchNumber)))
  }

  flush(): void {
    this.queues.clear()
  }

  fetch(deviceId: string, now: number): { key: string; job: DeviceJob } | null {
    const due = [...this.of(deviceId)].filter(([, { at, isActive }]) => !isActive && at <= now)
    const [first] = due.sort(([, a], [, b]) => a.at - b.at)
    if (first === undefined) return null
    first[1].isActive = true
    return { key: first[0], job: first[1].job }
  }

  nextAt(deviceId: string): number | null {
    const waiting = [...this.of(deviceId).values()].filter(({ isActive }) => !isActive)
    return waiting.length === 0 ? null : Math.min(...waiting.map(({ at }) => at))
  }

  /** Throws when the job is not there any more. */
  end(deviceId: string, key: string, result: DeviceJobResult): void {
    const entry = this.of(deviceId).get(key)
    if (entry?.isActive !== true) throw new Error('Missing key for job')
    if (result.kind === 'done') this.of(deviceId).delete(key)
    else Object.assign(entry, { at: result.until, isActive: false })
  }

  /** What stands in the device's hands goes; answers what it was. */
  dropActive(deviceId: string): DeviceJob[] {
    const active = [...this.of(deviceId)].filter(([, { isActive }]) => isActive)
    for (const [key] of active) this.of(deviceId).delete(key)
    return active.map(([, { job }]) => job)
  }

  private of(deviceId: string): Map<string, Entry> {
    const queue = this.queues.get(deviceId) ?? new Map<string, Entry>()
    this.queues.set(deviceId, queue)
    return queue
  }
}

/** So many jobs at one instant are one job in a circle. */
const JOBS_WITHOUT_REST = 100
const AFTER_FAILURE_MS = 1_000

interface Member {
  working: Promise<void> | null
  lookAgain: boolean
  mayHaveLeftovers: boolean
  leaving: boolean
  timer?: NodeJS.Timeout
}

/** The device fleet over the model of Redis: one job at a time for each device, in the order of their slots. */
export function createModelFleet(
  queues: DeviceQueues,
  { clock }: Process,
  tell: {
    process: (deviceId: string, job: DeviceJob) => Promise<DeviceJobResult>
    dropped: (deviceId: string, jobs: readonly DeviceJob[]) => Promise<void>
    restless: (deviceId: string) => void
  },
): DeviceFleet {
  const members = new Map<string, Member>()

  const run = async (deviceId: string, member: Member): Promise<void> => {
    if (member.mayHaveLeftovers) {
      member.mayHaveLeftovers = false
      const dropped = queues.dropActive(deviceId)
      if (dropped.length > 0) await tell.dropped(deviceId, dropped).catch(() => {})
    }
    let left = JOBS_WITHOUT_REST
    for (let next = queues.fetch(deviceId, clock.now); next !== null; next = queues.fetch(deviceId, clock.now)) {
      if (left-- === 0) return tell.restless(deviceId)
      const result = await tell.process(deviceId, next.job)
      queues.end(deviceId, next.key, result)
      if (member.leaving) return
    }
    sleepUntil(deviceId, member, queues.nextAt(deviceId))
  }
  const sleepUntil = (deviceId: string, member: Member, at: number | null) => {
    clearTimeout(member.timer)
    if (at !== null) member.timer = setTimeout(() => look(deviceId, member), at - clock.now)
  }
  const look = (deviceId: string, member: Member): void => {
    if (member.leaving) return
    if (member.working !== null) {
      member.lookAgain = true
      return
    }
    member.lookAgain = false
    member.working = run(deviceId, member)
      .catch(() => {
        member.mayHaveLeftovers = true
        if (!member.leaving) sleepUntil(deviceId, member, clock.now + AFTER_FAILURE_MS)
      })
      .finally(() => {
        member.working = null
        if (member.lookAgain) look(deviceId, member)
      })
  }
  const remove = async (deviceId: string): Promise<void> => {
    const member = members.get(deviceId)
    if (member === undefined) return
    members.delete(deviceId)
    member.leaving = true
    clearTimeout(member.timer)
    await member.working
  }

  return {
    async add(deviceId) {
      const before = remove(deviceId)
      const member: Member = { working: null, lookAgain: false, mayHaveLeftovers: true, leaving: false }
      members.set(deviceId, member)
      await before
      look(deviceId, member)
    },
    remove,
    wake(deviceId) {
      const member = members.get(deviceId)
      if (member === undefined) return
      member.mayHaveLeftovers = true
      look(deviceId, member)
    },
    async stop() {
      await Promise.all([...members.keys()].map(remove))
    },
  }
}
