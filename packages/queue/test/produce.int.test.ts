import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { DeviceJob } from '@siaran/contracts'
import { createProducer, type Producer, StoreUnavailableError } from '@siaran/queue'
import { openTestStores, type TestStores, unknownId, until } from '@siaran/testkit'
import { released } from './fleet-scene.js'

let stores: TestStores
let produce: Producer
beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(async () => {
  await stores.redis.client.flushdb()
  produce = createProducer({ redis: stores.redis.client, log: stores.log, now: Date.now })
})
afterEach(() => produce.close())

const jobs = (count: number, fields: Partial<DeviceJob> = {}): DeviceJob[] =>
  Array.from({ length: count }, (_, n) => ({
    messageId: unknownId(),
    campaignId: unknownId(),
    dispatch: 1,
    slot: Date.now() + (n % 2) * 60_000,
    gapMs: 0,
    ...fields,
  }))
const held = async (deviceId: string) => {
  const queue = (await produce.boardQueues([deviceId])).find(({ name }) => name === `{device-${deviceId}}`)
  const counts = await queue?.getJobCounts('wait', 'delayed')
  return (counts?.wait ?? 0) + (counts?.delayed ?? 0)
}

describe('the jobs of a device', () => {
  test('added twice are there once', async () => {
    const deviceId = unknownId()
    const made = jobs(5)
    await produce.addDeviceJobs(deviceId, made)
    await produce.addDeviceJobs(deviceId, made)
    expect(await held(deviceId)).toBe(5)
  })

  test('a later dispatch of the same message is another job', async () => {
    const deviceId = unknownId()
    const [made] = jobs(1)
    await produce.addDeviceJobs(deviceId, [made!, { ...made!, dispatch: 2 }])
    expect(await held(deviceId)).toBe(2)
  })

  test('leave no long stream of events behind, also after Redis has lost everything', async () => {
    const deviceId = unknownId()
    for (const _ of ['before', 'after']) {
      for (let n = 0; n < 4; n++) await produce.addDeviceJobs(deviceId, jobs(200))
      expect(await stores.redis.client.xlen(`siaran:{device-${deviceId}}:events`)).toBeLessThanOrEqual(200)
      await stores.redis.client.flushdb()
    }
  })

  test('can be taken back, waiting or delayed; one that is gone already is no fault', async () => {
    const deviceId = unknownId()
    const made = jobs(4)
    await produce.addDeviceJobs(deviceId, made)
    await produce.discardDeviceJobs(released(deviceId, [...made.slice(0, 2), ...jobs(1)]))
    expect(await held(deviceId)).toBe(2)
    expect(await produce.findLostJobs(released(deviceId, made))).toEqual(released(deviceId, made.slice(0, 2)))
  })
})

describe('lost jobs', () => {
  test('none is lost while it waits; all are when Redis has lost everything; those made again are not', async () => {
    const devices = [unknownId(), unknownId()]
    const made = devices.map((deviceId) => ({ deviceId, jobs: jobs(3) }))
    for (const { deviceId, jobs } of made) await produce.addDeviceJobs(deviceId, jobs)
    const messages = made.flatMap(({ deviceId, jobs }) => released(deviceId, jobs))
    expect(await produce.findLostJobs(messages)).toEqual([])
    await stores.redis.client.flushdb()
    expect(await produce.findLostJobs(messages)).toEqual(messages)
    await produce.addDeviceJobs(devices[0]!, made[0]!.jobs)
    expect(await produce.findLostJobs(messages)).toEqual(messages.slice(3))
  })

  test('a job of another dispatch or another device does not stand for it', async () => {
    const deviceId = unknownId()
    const made = jobs(1)
    await produce.addDeviceJobs(deviceId, made)
    const [message] = released(deviceId, made)
    const others = [
      { ...message!, dispatchNumber: 2 },
      { ...message!, deviceId: unknownId() },
    ]
    expect(await produce.findLostJobs(others)).toEqual(others)
  })
})

test('the fixed queues and those of the devices are counted, in the order in which they are opened', async () => {
  const [busy, idle] = [unknownId(), unknownId()]
  await produce.addDeviceJobs(busy, [...jobs(2, { slot: 0 }), ...jobs(3, { slot: Date.now() + 60_000 })])
  await produce.add('campaign.close', { campaignId: unknownId() })
  const counts = await produce.countQueues([busy, idle])
  const names = (await produce.boardQueues([busy, idle])).map(({ name }) => name)
  expect(names).toEqual(counts.map(({ name }) => `{${name}}`))
  const none = { waiting: 0, active: 0, delayed: 0, failed: 0, finished: null }
  expect(counts.slice(-2)).toEqual([
    { name: `device-${busy}`, deviceId: busy, ...none, waiting: 2, delayed: 3 },
    { name: `device-${idle}`, deviceId: idle, ...none },
  ])
  const campaigns = counts.find(({ name }) => name === 'campaigns')
  expect(campaigns).toMatchObject({ deviceId: null, active: 0, finished: 0 })
  expect(campaigns!.waiting).toBeGreaterThan(0)
})

describe('while Redis is away', () => {
  const away = async (work: () => Promise<void>) => {
    stores.redis.client.disconnect()
    await until(() => stores.redis.client.status === 'end', 'the connection is closed')
    try {
      await work()
    } finally {
      await stores.redis.client.connect()
    }
  }
  const payload = { campaignId: unknownId() }

  test('adding says so at once instead of waiting, and a notice says nothing', async () => {
    await produce.add('campaign.close', payload)
    await away(async () => {
      await expect(produce.add('campaign.close', payload)).rejects.toBeInstanceOf(StoreUnavailableError)
      await expect(produce.findLostJobs(released(unknownId(), jobs(1)))).rejects.toBeInstanceOf(StoreUnavailableError)
      produce.noticeWork([unknownId()])
    })
  })

  test('a queue that is opened for the first time says so too, and works when Redis is back', async () => {
    const deviceId = unknownId()
    await away(async () => {
      await expect(produce.add('campaign.expand', payload)).rejects.toBeInstanceOf(StoreUnavailableError)
      await expect(produce.addDeviceJobs(deviceId, jobs(1))).rejects.toBeInstanceOf(StoreUnavailableError)
    })
    await produce.add('campaign.expand', payload)
    await produce.addDeviceJobs(deviceId, jobs(1))
    expect(await held(deviceId)).toBe(1)
  })

  test('nobody waits until it is back', async () => {
    const { client } = stores.redis
    const usual = client.options.retryStrategy
    client.options.retryStrategy = () => 1_500
    client.disconnect(true)
    await until(() => client.status === 'reconnecting', 'the connection is down')
    await expect(produce.add('campaign.expand', payload)).rejects.toBeInstanceOf(StoreUnavailableError)
    expect(client.status).toBe('reconnecting')
    client.options.retryStrategy = usual!
    await until(() => client.status === 'ready', 'the connection is back')
  })
})
