import { type Database, readDevicesAtWork } from '@siaran/db'
import type { Producer, RedisComponent } from '@siaran/queue'

const states = ['waiting', 'active', 'delayed', 'failed'] as const

/** What the queues hold by queue and state, those of all devices summed as one, and how many connections Redis has. */
export async function readQueues(deps: {
  db: Database
  produce: Pick<Producer, 'countQueues'>
  redis: Pick<RedisComponent, 'countClients'>
}): Promise<{ queueJobs: { queue: string; state: string; count: number }[]; redisClients: number }> {
  const deviceIds = await readDevicesAtWork(deps.db, null)
  const [queues, redisClients] = await Promise.all([deps.produce.countQueues(deviceIds), deps.redis.countClients()])
  const devices = { name: 'devices', waiting: 0, active: 0, delayed: 0, failed: 0 }
  for (const queue of queues) if (queue.deviceId !== null) for (const state of states) devices[state] += queue[state]
  const queueJobs = [...queues.filter(({ deviceId }) => deviceId === null), devices].flatMap((queue) =>
    states.map((state) => ({ queue: queue.name, state, count: queue[state] })),
  )
  return { queueJobs, redisClients }
}
