import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createConsumer, createDeviceFleet, createProducer } from '@siaran/queue'
import { openTestStores, type TestStores, until } from '@siaran/testkit'
import type { Redis } from 'ioredis'

let stores: TestStores
let monitor: Redis
/** What Redis was told in this test's database, by clients and by scripts. */
const told: string[][] = []
beforeAll(async () => {
  stores = await openTestStores()
  const own = /db=(\d+)/.exec(stores.redisUrl)?.[1]
  monitor = await stores.redis.client.monitor()
  monitor.on('monitor', (_: string, command: string[], __: string, database: string) => {
    if (database === own) told.push(command)
  })
})
afterAll(async () => {
  monitor.disconnect()
  await stores.close()
})

const id = (n: number) => `01a2045d-0000-7000-8000-${String(n).padStart(12, '0')}`
/** A cluster hashes what stands in the first braces, where something does, and else the whole key. */
const hashed = (key: string) => /\{([^}]+)\}/.exec(key)?.[1] ?? key

test('each command and each script of the queues keeps to the keys of one slot of a cluster', async () => {
  const { redis, log } = stores
  const setting = { redis: redis.client, log, now: Date.now }
  const produce = createProducer(setting)
  const handled: string[] = []
  const fleet = createDeviceFleet({
    ...setting,
    concurrency: 10,
    process: async (deviceId, job) => {
      handled.push(`${deviceId} ${job.dispatch}`)
      return job.dispatch === 1 ? { kind: 'done' } : { kind: 'putBack', until: Date.now() + 60_000 }
    },
    broken: async () => {},
    dropped: async () => {},
  })
  const dispatch = createConsumer({
    ...setting,
    queue: 'dispatch',
    concurrency: 1,
    handlers: {
      'messages.dispatch': async () => {
        handled.push('dispatch')
        return { kind: 'done' }
      },
    },
  })
  await dispatch.start()
  const job = (n: number, dispatch: number) => ({
    ...{ messageId: id(100 + n), campaignId: id(0), dispatch, slot: Date.now(), gapMs: 0 },
  })
  for (const device of [1, 2]) {
    await produce.addDeviceJobs(id(device), [job(1, 1), job(2, 1), job(3, 2)])
    await fleet.add(id(device), { max: 10, duration: 10 })
  }
  await produce.add('messages.dispatch', {})
  await produce.repeat('messages.dispatch', {}, 60_000)
  await until(async () => handled.length >= 7, 'all jobs were handled')
  const waiting = [1, 2].map((device) => ({ id: id(103), deviceId: id(device), dispatchNumber: 2 }))
  expect(await produce.findLostJobs(waiting)).toEqual([])
  await produce.discardDeviceJobs(waiting)
  await produce.countQueues([id(1), id(2)])
  await produce.hasForgottenJobs()
  await produce.rememberJobs()
  await fleet.stop()
  await dispatch.stop()
  await produce.close()
  await until(async () => told.some(([name]) => name === 'set'), 'the last command was seen')

  // What is asked from here on is seen as well.
  const seen = await Promise.all([...told].map(async (command) => ({ command, keys: await keysOf(command) })))
  expect(seen.filter(({ keys }) => new Set(keys.map(hashed)).size > 1)).toEqual([])
  const tags = new Set(seen.flatMap(({ keys }) => keys.map(hashed)))
  expect([...tags]).toEqual(expect.arrayContaining([`device-${id(1)}`, `device-${id(2)}`, 'dispatch']))
})

/** By Redis' own word; a command without keys, and one that scripts spell in their own way, has none. */
async function keysOf(command: string[]): Promise<string[]> {
  try {
    return (await stores.redis.client.call('command', 'getkeys', ...command)) as string[]
  } catch {
    return []
  }
}
