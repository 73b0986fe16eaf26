import { jobs, type QueueName } from '@siaran/contracts'
import type { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { deviceIdOfKey, deviceQueueKey, deviceQueuePattern, queueKey } from './keys.js'

export const fixedQueueNames = [...new Set(Object.values(jobs).map((job) => job.queue))] as QueueName[]

/** More device queues than a person can look through are not shown. */
const MOST_DEVICE_QUEUES = 100

export async function boardQueues(redis: Redis, open: (key: string) => Queue): Promise<Queue[]> {
  const deviceIds = new Set<string>()
  for (const part of ['wait', 'active', 'delayed'] as const) {
    for await (const keys of redis.scanStream({ match: deviceQueuePattern(part), count: 1_000 })) {
      for (const key of keys as string[]) {
        const deviceId = deviceIdOfKey(key)
        if (deviceId !== null && deviceIds.size < MOST_DEVICE_QUEUES) deviceIds.add(deviceId)
      }
    }
  }
  return [...fixedQueueNames.map(queueKey), ...[...deviceIds].sort().map(deviceQueueKey)].map(open)
}
