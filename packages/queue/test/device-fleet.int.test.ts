import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { DeviceJob } from '@siaran/contracts'
import {
  createDeviceFleet,
  createProducer,
  type DeviceFleet,
  type DeviceJobResult,
  listenToNotices,
  type Producer,
} from '@siaran/queue'
import { openTestStores, type TestStores, unknownId, until } from '@siaran/testkit'
import { deviceJobKey } from '../src/keys.js'

let stores: TestStores
let produce: Producer
const open: { stop(): Promise<void> }[] = []
const inHands: (() => void)[] = []
const broken: { messageId: string; sentence: string }[] = []

beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(async () => {
  await stores.redis.client.flushdb()
  broken.length = 0
  produce = createProducer({ redis: stores.redis.client, log: stores.log, now: Date.now })
})
afterEach(async () => {
  for (const letGo of inHands.splice(0)) letGo()
  for (const each of open.splice(0)) await each.stop()
  await produce.close()
})

const over: DeviceJobResult = { kind: 'done' }
const job = (slot = Date.now(), fields: Partial<DeviceJob> = {}): DeviceJob => ({
  messageId: unknownId(),
  campaignId: unknownId(),
  dispatch: 1,
  slot,
  gapMs: 0,
  ...fields,
})
const released = (deviceId: string, jobs: DeviceJob[]) =>
  jobs.map(({ messageId, dispatch }) => ({ id: messageId, deviceId, dispatchNumber: dispatch }))
const ids = (jobs: DeviceJob[]) => jobs.map(({ messageId }) => messageId)

function fleetOf(
  process: (deviceId: string, job: DeviceJob) => Promise<DeviceJobResult>,
  concurrency = 100,
): DeviceFleet {
  const fleet = createDeviceFleet({
    redis: stores.redis.client,
    log: stores.log,
    now: Date.now,
    concurrency,
    process,
    broken: async (_, { messageId }, err) => void broken.push({ messageId, sentence: String(err) }),
  })
  open.push(fleet)
  return fleet
}

/** A fleet that notes what it does, and holds every job in hand until it is let go. */
function held() {
  const inHand: { deviceId: string; job: DeviceJob; letGo: (result?: DeviceJobResult) => void }[] = []
  const fleet = fleetOf(
    (deviceId, one) =>
      new Promise((resolve) => {
        inHand.push({ deviceId, job: one, letGo: (result = over) => resolve(result) })
        inHands.push(() => resolve(over))
      }),
  )
  return { fleet, inHand }
}

/** A fleet that ends every job at once and notes it. */
function quick() {
  const processed: DeviceJob[] = []
  const fleet = fleetOf(async (_, one) => {
    processed.push(one)
    return over
  })
  return { fleet, processed }
}

test('a device that is removed while it is still being added is not worked on', async () => {
  const [deviceId, otherId] = [unknownId(), unknownId()]
  const { fleet, processed } = quick()
  const adding = fleet.add(deviceId, null)
  await fleet.remove(deviceId)
  expect(await adding).toBe(false)
  await produce.addDeviceJobs(deviceId, [job()])
  fleet.wake(deviceId)
  const other = job()
  await produce.addDeviceJobs(otherId, [other])
  await fleet.add(otherId, null)
  await until(() => processed.length > 0, 'the other device’s job is processed')
  await wait(50)
  expect(ids(processed)).toEqual([other.messageId])
})

describe('the jobs of one device', () => {
  test('come one at a time, in the order of their slots', async () => {
    const deviceId = unknownId()
    const now = Date.now()
    const jobs = [300, 100, 200].map((later) => job(now + later))
    await produce.addDeviceJobs(deviceId, jobs)
    const { fleet, inHand } = held()
    await fleet.add(deviceId, null)
    for (let n = 1; n <= 3; n++) {
      await until(() => inHand.length === n, `job ${n} is in hand`)
      await until(() => Date.now() > now + 300, 'all slots have come')
      fleet.wake(deviceId)
      await wait(50)
      expect(inHand).toHaveLength(n)
      inHand.at(-1)!.letGo()
    }
    expect(ids(inHand.map((one) => one.job))).toEqual(ids([jobs[1]!, jobs[2]!, jobs[0]!]))
  })

  test('come at their slot by themselves, and never before it', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = quick()
    const early: number[] = []
    open.push(fleetOf(async () => over))
    await fleet.add(deviceId, null)
    const one = job(Date.now() + 200)
    await produce.addDeviceJobs(deviceId, [one])
    fleet.wake(deviceId)
    await until(() => {
      if (processed.length === 1 && Date.now() < one.slot) early.push(Date.now())
      return processed.length === 1
    }, 'its slot has come')
    expect(early).toEqual([])
    expect(processed).toEqual([one])
  })

  test('are woken by a notice from another process', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = quick()
    const notices = listenToNotices(stores.redis.client, stores.log, ({ deviceIds }) => {
      for (const id of deviceIds) fleet.wake(id)
    })
    open.push(notices)
    await notices.start()
    await fleet.add(deviceId, null)
    await produce.addDeviceJobs(deviceId, [job()])
    produce.noticeWork([deviceId])
    await until(() => processed.length === 1, 'the device was woken')
  })

  test('put back come again, unchanged, and let others go first meanwhile', async () => {
    const deviceId = unknownId()
    const [late, next] = [job(Date.now() - 20), job(Date.now() - 10)]
    const seen: DeviceJob[] = []
    const fleet = fleetOf(async (_, one) => {
      seen.push(one)
      return seen.length <= 1 ? { kind: 'putBack', until: Date.now() + 150 } : over
    })
    await produce.addDeviceJobs(deviceId, [late, next])
    await fleet.add(deviceId, null)
    await until(() => seen.length === 3, 'it comes again')
    expect(seen).toEqual([late, next, late])
  })

  test('may be put back more often than any job may fail', async () => {
    const deviceId = unknownId()
    let turns = 0
    const fleet = fleetOf(async () => (++turns <= 10 ? { kind: 'putBack', until: Date.now() } : over))
    const jobs = [job()]
    await produce.addDeviceJobs(deviceId, jobs)
    await fleet.add(deviceId, null)
    await until(() => turns === 11, 'it was put back ten times')
    await until(async () => (await produce.findLostJobs(released(deviceId, jobs))).length === 1, 'it is over')
  })

  test('end when they throw, and are told of with what was thrown; the next one goes on', async () => {
    const deviceId = unknownId()
    const jobs = [job(Date.now() - 20), job(Date.now() - 10)]
    const seen: DeviceJob[] = []
    const fleet = fleetOf(async (_, one) => {
      seen.push(one)
      if (seen.length === 1) throw new Error('a broken promise')
      return over
    })
    await produce.addDeviceJobs(deviceId, jobs)
    await fleet.add(deviceId, null)
    await until(() => seen.length === 2, 'the next one went on')
    await until(async () => (await produce.findLostJobs(released(deviceId, jobs))).length === 2, 'both are over')
    expect(broken).toEqual([{ messageId: jobs[0]!.messageId, sentence: 'Error: a broken promise' }])
  })

  test('that cannot be read end, and are told of by their ids; the next one goes on', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = quick()
    const jobs = [job(Date.now() - 30, { gapMs: -1 }), job(Date.now() - 20), job(Date.now() - 10)]
    await produce.addDeviceJobs(deviceId, jobs)
    await stores.redis.client.hset(deviceJobKey(deviceId, jobs[1]!.messageId, 1), 'data', '{"messageId"')
    await fleet.add(deviceId, null)
    await until(() => processed.length === 1, 'the readable one is done')
    expect(processed).toEqual([jobs[2]])
    expect(broken).toEqual([
      { messageId: jobs[0]!.messageId, sentence: expect.stringMatching(/cannot be read: gapMs/) },
      { messageId: jobs[1]!.messageId, sentence: expect.stringMatching(/JSON/) },
    ])
    await until(async () => (await produce.findLostJobs(released(deviceId, jobs))).length === 3, 'all are over')
  })

  test('under the second lock go on by themselves when it lets go', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = quick()
    await produce.addDeviceJobs(deviceId, [job(), job(), job()])
    await fleet.add(deviceId, { max: 1, duration: 30 })
    await until(() => processed.length === 3, 'all three are done')
  })
})

describe('many devices', () => {
  test('work at once', async () => {
    const devices = Array.from({ length: 20 }, unknownId)
    const { fleet, inHand } = held()
    for (const deviceId of devices) await produce.addDeviceJobs(deviceId, [job(), job()])
    await Promise.all(devices.map((deviceId) => fleet.add(deviceId, null)))
    await until(() => inHand.length === 20, 'every device has a job in hand')
    expect(inHand.map(({ deviceId }) => deviceId).sort()).toEqual([...devices].sort())
    for (let n = 0; n < 40; n++) {
      await until(() => inHand.length > n, 'the next job is in hand')
      inHand[n]!.letGo()
    }
  })

  test('share the places of the process: no more jobs in hand than it allows, and none waits for ever', async () => {
    let [inHand, most, processed] = [0, 0, 0]
    const fleet = fleetOf(async () => {
      most = Math.max(most, ++inHand)
      await setImmediate()
      inHand--
      processed++
      return over
    }, 3)
    const devices = Array.from({ length: 12 }, unknownId)
    for (const deviceId of devices) await produce.addDeviceJobs(deviceId, [job(), job()])
    await Promise.all(devices.map((deviceId) => fleet.add(deviceId, null)))
    await until(() => processed === 24, 'all jobs are done')
    expect(most).toBe(3)
  })
})

describe('letting a device go', () => {
  test('waits for the job in hand, and takes no other', async () => {
    const deviceId = unknownId()
    const jobs = [job(Date.now() - 20), job(Date.now() - 10)]
    await produce.addDeviceJobs(deviceId, jobs)
    const { fleet, inHand } = held()
    await fleet.add(deviceId, null)
    await until(() => inHand.length === 1, 'a job is in hand')
    let gone = false
    const going = fleet.remove(deviceId).then(() => {
      gone = true
    })
    await wait(50)
    expect(gone).toBe(false)
    inHand[0]!.letGo()
    await going
    expect(inHand).toHaveLength(1)
    expect(await produce.findLostJobs(released(deviceId, jobs))).toEqual(released(deviceId, jobs.slice(0, 1)))
  })

  test('puts the job in hand back for the next owner, who finds nothing amiss', async () => {
    const deviceId = unknownId()
    const one = job()
    await produce.addDeviceJobs(deviceId, [one])
    const { fleet, inHand } = held()
    await fleet.add(deviceId, null)
    await until(() => inHand.length === 1, 'a job is in hand')
    const going = fleet.remove(deviceId)
    inHand[0]!.letGo({ kind: 'putBack', until: Date.now() })
    await going
    const next = quick()
    expect(await next.fleet.add(deviceId, null)).toBe(false)
    await until(() => next.processed.length === 1, 'the next owner has it')
    expect(next.processed).toEqual([one])
  })

  test('a device that nobody serves keeps its jobs', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = quick()
    await fleet.add(deviceId, null)
    await fleet.remove(deviceId)
    const jobs = [job()]
    await produce.addDeviceJobs(deviceId, jobs)
    fleet.wake(deviceId)
    await wait(50)
    expect(processed).toEqual([])
    expect(await produce.findLostJobs(released(deviceId, jobs))).toEqual([])
  })
})

describe('a dead owner', () => {
  test('leaves a job in its hands: the queue is cleared, and the new owner is told to have the jobs made again', async () => {
    const deviceId = unknownId()
    const jobs = [job(Date.now() - 20), job(Date.now() - 10), job(Date.now() + 60_000)]
    await produce.addDeviceJobs(deviceId, jobs)
    const dead = held()
    await dead.fleet.add(deviceId, null)
    await until(() => dead.inHand.length === 1, 'the dead owner has a job in hand')

    const { fleet, processed } = quick()
    expect(await fleet.add(deviceId, null)).toBe(true)
    expect(await produce.findLostJobs(released(deviceId, jobs))).toHaveLength(3)
    await produce.addDeviceJobs(deviceId, jobs.slice(0, 2))
    fleet.wake(deviceId)
    await until(() => processed.length === 2, 'the jobs that were made again are done')
    dead.inHand[0]!.letGo()
  })
})

describe('when the connection to Redis breaks', () => {
  const breakConnection = async () => {
    stores.redis.client.disconnect(true)
    await until(() => stores.redis.client.status !== 'ready', 'the connection is down')
  }
  const back = () => until(() => stores.redis.client.status === 'ready', 'the connection is back')

  test('the jobs that wait survive, and are done', async () => {
    const deviceId = unknownId()
    const { fleet, inHand } = held()
    const jobs = [job(Date.now() - 20), job(Date.now() - 10), job(Date.now() + 300)]
    await produce.addDeviceJobs(deviceId, jobs)
    await fleet.add(deviceId, null)
    await until(() => inHand.length === 1, 'a job is in hand')
    await breakConnection()
    inHand[0]!.letGo()
    await back()
    for (let n = 1; n < 3; n++) {
      await until(() => inHand.length > n, 'the next job is in hand')
      inHand[n]!.letGo()
    }
    expect(ids(inHand.map((one) => one.job))).toEqual(ids(jobs))
  })

  test('a job that could not be put back is not stuck in dead hands: it comes again, or is found to be lost', async () => {
    const deviceId = unknownId()
    const { fleet, inHand } = held()
    const jobs = [job()]
    await produce.addDeviceJobs(deviceId, jobs)
    await fleet.add(deviceId, null)
    await until(() => inHand.length === 1, 'a job is in hand')
    await breakConnection()
    inHand[0]!.letGo({ kind: 'putBack', until: Date.now() })
    await back()
    await until(
      async () => inHand.length === 2 || (await produce.findLostJobs(released(deviceId, jobs))).length === 1,
      'the message is not waited for in vain',
      10_000,
    )
    inHand.at(-1)!.letGo()
  })

  test('a device is taken on and let go without waiting for it, and is served when it is back', async () => {
    const [taken, left] = [unknownId(), unknownId()]
    const { fleet, processed } = quick()
    const jobs = [job()]
    await produce.addDeviceJobs(taken, jobs)
    const { client } = stores.redis
    const usual = client.options.retryStrategy
    client.options.retryStrategy = () => 1_500
    await breakConnection()
    expect(await fleet.add(taken, null)).toBe(false)
    await fleet.add(left, null)
    await fleet.remove(left)
    expect(client.status).toBe('reconnecting')
    client.options.retryStrategy = usual!
    await until(() => processed.length === 1, 'the device is served')
    expect(processed).toEqual(jobs)
  })

  test('a queue that could not even be opened is opened anew', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = quick()
    const jobs = [job()]
    await produce.addDeviceJobs(deviceId, jobs)
    stores.redis.client.disconnect()
    await until(() => stores.redis.client.status === 'end', 'the connection is closed')
    await fleet.add(deviceId, null)
    await stores.redis.client.connect()
    await until(() => processed.length === 1, 'the device is served')
  })
})
