import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { DeviceJob } from '@siaran/contracts'
import { createConsumer, createDeviceFleet, createProducer, done } from '@siaran/queue'
import { openTestStores, type TestStores, unknownId, until } from '@siaran/testkit'
import { createRedisBackend, type RedisQueueBackend } from 'bullmq'
import { byStoreTime } from '../src/store-time.js'

const HOUR = 3_600_000
/** The clock by which all go, which the wall clocks of the processes differ from. */
const realNow = Date.now.bind(Date)
const now = () => realNow()

let stores: TestStores
const open: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(() => stores.redis.client.flushdb())
afterEach(async () => {
  jest.restoreAllMocks()
  for (const each of open.splice(0)) await each.stop()
})

/** From now on the wall clock of this process is that far ahead. */
const setWall = (aheadMs: number) => void jest.spyOn(Date, 'now').mockImplementation(() => realNow() + aheadMs)

function producer() {
  const produce = createProducer({ redis: stores.redis.client, log: stores.log, now })
  open.push({ stop: () => produce.close() })
  return produce
}
const job = (slot: number): DeviceJob => ({
  messageId: unknownId(),
  campaignId: unknownId(),
  dispatch: 1,
  slot,
  gapMs: 0,
})

describe.each([HOUR, -HOUR, -2 * HOUR])('with a wall clock that is %d ms ahead', (aheadMs) => {
  test('a device’s jobs come at their slots, put back ones as well: no sooner, and without an hour’s wait', async () => {
    const deviceId = unknownId()
    const came: { at: number; job: DeviceJob }[] = []
    const due = new Map<string, number>()
    const fleet = createDeviceFleet({
      redis: stores.redis.client,
      log: stores.log,
      now,
      concurrency: 10,
      broken: async () => {},
      dropped: async () => {},
      async process(_, one) {
        came.push({ at: now(), job: one })
        if (due.has(one.messageId)) return { kind: 'done' }
        due.set(one.messageId, now() + 300)
        return { kind: 'putBack', until: due.get(one.messageId)! }
      },
    })
    open.push(fleet)
    const produce = producer()
    const before = job(now() + 100)
    await produce.addDeviceJobs(deviceId, [before]) // by a process whose clock is right
    setWall(aheadMs)
    await fleet.add(deviceId, null)
    const after = job(now() + 500)
    await produce.addDeviceJobs(deviceId, [after])
    fleet.wake(deviceId)
    await until(() => came.length === 4, 'each came, and came again')
    for (const one of [before, after]) {
      const [first, again] = came.filter(({ job }) => job.messageId === one.messageId).map(({ at }) => at)
      expect(first).toBeGreaterThanOrEqual(one.slot)
      expect(again).toBeGreaterThanOrEqual(due.get(one.messageId)!)
    }
  })

  test('repeatable jobs go on, whether it is the scheduler’s clock or the worker’s', async () => {
    const ran: number[] = []
    const produce = producer()
    const consumer = createConsumer({
      redis: stores.redis.client,
      log: stores.log,
      now,
      queue: 'dispatch',
      concurrency: 1,
      handlers: {
        async 'messages.dispatch'() {
          ran.push(now())
          return done()
        },
      },
    })
    open.push(consumer)
    await consumer.start()
    await produce.repeat('messages.dispatch', {}, 200)
    await until(() => ran.length === 2, 'it repeats')
    setWall(aheadMs)
    await produce.repeat('messages.dispatch', {}, 200)
    const soFar = ran.length
    await until(() => ran.length >= soFar + 5, 'it goes on', 25_000)
    // Once a slot: a loop that cannot tell when the next one is due would turn as fast as it can.
    expect(ran.length).toBeLessThanOrEqual((ran.at(-1)! - ran[0]!) / 200 + 2)
  })
})

test('a repeatable job that was put an hour ahead begins anew when somebody asks for it', async () => {
  const aheadOfAll = createProducer({ redis: stores.redis.client, log: stores.log, now: () => now() + HOUR })
  open.push({ stop: () => aheadOfAll.close() })
  await aheadOfAll.repeat('messages.dispatch', {}, 1_000)
  const produce = producer()
  await produce.repeat('messages.dispatch', {}, 1_000)
  const queue = (await produce.boardQueues()).find(({ name }) => name === '{dispatch}')!
  const [next] = await queue.getJobSchedulers()
  expect(next!.next! - now()).toBeLessThan(2_000)
})

test('each script is given the time where it takes it: BullMQ’s own is nowhere left', async () => {
  setWall(HOUR)
  const asked = new Map<string, unknown[]>()
  const execute = jest.spyOn(
    Object.getPrototypeOf(createRedisBackend('probe', { connection: stores.redis.client })) as RedisQueueBackend,
    'execCommand',
  )
  execute.mockImplementation((_client, command, args) => {
    asked.set(command, args)
    return Promise.resolve([0, 0, 0, 0])
  })
  const STAMP = 12_345
  const backend = byStoreTime(() => STAMP)('probe', { connection: stores.redis.client })
  const nothing = {} as never
  await backend.moveToActive('token').catch(() => {})
  await backend
    .moveToCompleted({ id: 'j', opts: {} } as never, null as never, true as never, 'token', true)
    .catch(() => {})
  await backend.moveToDelayed('j', Date.now(), 5, 'token', { skipAttempt: true }).catch(() => {})
  await backend.retryJob('j', false, 'token').catch(() => {})
  await backend
    .addJobScheduler('s', Number.NaN, '{}', nothing, { name: 's', every: 1 } as never, nothing)
    .catch(() => {})
  await backend.updateJobSchedulerNextMillis('s', Number.NaN, '{}', nothing).catch(() => {})
  expect([...asked.keys()].sort()).toEqual([
    'addJobScheduler',
    'moveToActive',
    'moveToDelayed',
    'moveToFinished',
    'retryJob',
    'updateJobScheduler',
  ])
  for (const [command, args] of asked) {
    expect([command, args.filter((arg) => arg === STAMP).length]).toEqual([command, 1])
    const wall = args.filter((arg) => typeof arg === 'number' && Math.abs(arg - Date.now()) < 60_000)
    expect([command, wall]).toEqual([command, []])
  }
})
