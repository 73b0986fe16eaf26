import { jobs, type QueueName } from '@siaran/contracts'
import type { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { finishedInAMinute } from './finished-in-a-minute.js'
import { deviceQueueKey, PREFIX, queueKey } from './keys.js'

export const fixedQueueNames = [...new Set(Object.values(jobs).map((job) => job.queue))] as QueueName[]

/** What a queue holds now. */
export interface QueueCount {
  /** As people know it: `campaigns`, `device-<id>`. */
  name: string
  deviceId: string | null
  waiting: number
  active: number
  delayed: number
  failed: number
  /** Jobs finished within the last minute; null for a device's queue, of which Postgres knows it. */
  finished: number | null
}

/** The fixed queues and those of the devices, to look into. Which devices hold work is known from their rows. */
export const boardQueues = (open: (key: string) => Queue, deviceIds: readonly string[]): Queue[] =>
  [...fixedQueueNames.map(queueKey), ...deviceIds.map(deviceQueueKey)].map(open)

/** Counts the fixed queues and those of the devices, in one round trip however many they are. */
export async function countQueues(redis: Redis, deviceIds: readonly string[], now: number): Promise<QueueCount[]> {
  const queues = [
    ...fixedQueueNames.map((name) => ({ name: name as string, key: queueKey(name), deviceId: null })),
    ...deviceIds.map((deviceId) => ({ name: `device-${deviceId}`, key: deviceQueueKey(deviceId), deviceId })),
  ]
  const pipeline = redis.pipeline()
  for (const { key, deviceId } of queues) {
    const at = `${PREFIX}:${key}`
    pipeline.llen(`${at}:wait`).llen(`${at}:active`).zcard(`${at}:delayed`).zcard(`${at}:failed`)
    if (deviceId === null)
      pipeline
        .hmget(`${at}:metrics:completed`, 'count', 'prevTS', 'prevCount')
        .lindex(`${at}:metrics:completed:data`, 0)
  }
  const answers = (await pipeline.exec()) ?? []
  const failed = answers.find(([err]) => err !== null)?.[0]
  if (failed) throw failed
  const values = answers.map(([, value]) => value)
  let at = 0
  return queues.map(({ name, deviceId }) => {
    const [waiting, active, delayed, failed] = values.slice(at, at + 4) as [number, number, number, number]
    at += 4
    if (deviceId !== null) return { name, deviceId, waiting, active, delayed, failed, finished: null }
    const [[count, turnedAt, countThen], minuteBefore] = values.slice(at, at + 2) as [(string | null)[], string | null]
    at += 2
    const metrics = {
      count: Number(count ?? 0),
      turnedAt: Number(turnedAt ?? 0),
      countThen: Number(countThen ?? 0),
      minuteBefore: Number(minuteBefore ?? 0),
    }
    return { name, deviceId, waiting, active, delayed, failed, finished: finishedInAMinute(metrics, now) }
  })
}
