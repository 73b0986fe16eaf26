import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { DeviceJob } from '@siaran/contracts'
import { listenToNotices } from '@siaran/queue'
import { unknownId, until } from '@siaran/testkit'
import { DeviceQueue } from '../src/device-queue.js'
import { deviceJobKey } from '../src/keys.js'
import { type FleetScene, ids, job, openFleetScene, over, released } from './fleet-scene.js'

let scene: FleetScene
beforeAll(async () => {
  scene = await openFleetScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.begin())
afterEach(() => scene.end())

test('a device that is removed while it is still being added is not worked on', async () => {
  const [deviceId, otherId] = [unknownId(), unknownId()]
  const { fleet, processed } = scene.quick()
  const adding = fleet.add(deviceId, null)
  await fleet.remove(deviceId)
  await adding
  await scene.produce.addDeviceJobs(deviceId, [job()])
  fleet.wake(deviceId)
  const other = job()
  await scene.produce.addDeviceJobs(otherId, [other])
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
    await scene.produce.addDeviceJobs(deviceId, jobs)
    const { fleet, inHand } = scene.held()
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
    const { fleet, processed } = scene.quick()
    const early: number[] = []
    scene.running.push(scene.fleetOf(async () => over))
    await fleet.add(deviceId, null)
    const one = job(Date.now() + 200)
    await scene.produce.addDeviceJobs(deviceId, [one])
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
    const { fleet, processed } = scene.quick()
    const notices = listenToNotices(scene.stores.redis.client, scene.stores.log, ({ deviceIds }) => {
      for (const id of deviceIds) fleet.wake(id)
    })
    scene.running.push(notices)
    await notices.start()
    await fleet.add(deviceId, null)
    await scene.produce.addDeviceJobs(deviceId, [job()])
    scene.produce.noticeWork([deviceId])
    await until(() => processed.length === 1, 'the device was woken')
  })

  test('put back come again, unchanged, and let others go first meanwhile', async () => {
    const deviceId = unknownId()
    const [late, next] = [job(Date.now() - 20), job(Date.now() - 10)]
    const seen: DeviceJob[] = []
    const fleet = scene.fleetOf(async (_, one) => {
      seen.push(one)
      return seen.length <= 1 ? { kind: 'putBack', until: Date.now() + 150 } : over
    })
    await scene.produce.addDeviceJobs(deviceId, [late, next])
    await fleet.add(deviceId, null)
    await until(() => seen.length === 3, 'it comes again')
    expect(seen).toEqual([late, next, late])
  })

  test('may be put back more often than any job may fail', async () => {
    const deviceId = unknownId()
    let turns = 0
    const fleet = scene.fleetOf(async () => (++turns <= 10 ? { kind: 'putBack', until: Date.now() } : over))
    const jobs = [job()]
    await scene.produce.addDeviceJobs(deviceId, jobs)
    await fleet.add(deviceId, null)
    await until(() => turns === 11, 'it was put back ten times')
    await until(async () => (await scene.produce.findLostJobs(released(deviceId, jobs))).length === 1, 'it is over')
  })

  test('end when they throw, and are told of with what was thrown; the next one goes on', async () => {
    const deviceId = unknownId()
    const jobs = [job(Date.now() - 20), job(Date.now() - 10)]
    const seen: DeviceJob[] = []
    const fleet = scene.fleetOf(async (_, one) => {
      seen.push(one)
      if (seen.length === 1) throw new Error('a broken promise')
      return over
    })
    await scene.produce.addDeviceJobs(deviceId, jobs)
    await fleet.add(deviceId, null)
    await until(() => seen.length === 2, 'the next one went on')
    await until(async () => (await scene.produce.findLostJobs(released(deviceId, jobs))).length === 2, 'both are over')
    expect(scene.broken).toEqual([{ messageId: jobs[0]!.messageId, sentence: 'Error: a broken promise' }])
  })

  test('that cannot be read end, and are told of by their ids; the next one goes on', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = scene.quick()
    const jobs = [job(Date.now() - 30, { gapMs: -1 }), job(Date.now() - 20), job(Date.now() - 10)]
    await scene.produce.addDeviceJobs(deviceId, jobs)
    await scene.stores.redis.client.hset(deviceJobKey(deviceId, jobs[1]!.messageId, 1), 'data', '{"messageId"')
    await fleet.add(deviceId, null)
    await until(() => processed.length === 1, 'the readable one is done')
    expect(processed).toEqual([jobs[2]])
    expect(scene.broken).toEqual([
      { messageId: jobs[0]!.messageId, sentence: expect.stringMatching(/cannot be read: gapMs/) },
      { messageId: jobs[1]!.messageId, sentence: expect.stringMatching(/JSON/) },
    ])
    await until(async () => (await scene.produce.findLostJobs(released(deviceId, jobs))).length === 3, 'all are over')
  })

  test('under the second lock go on by themselves when it lets go', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = scene.quick()
    await scene.produce.addDeviceJobs(deviceId, [job(), job(), job()])
    await fleet.add(deviceId, { max: 1, duration: 30 })
    await until(() => processed.length === 3, 'all three are done')
  })
})

describe('many devices', () => {
  test('work at once', async () => {
    const devices = Array.from({ length: 20 }, unknownId)
    const { fleet, inHand } = scene.held()
    for (const deviceId of devices) await scene.produce.addDeviceJobs(deviceId, [job(), job()])
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
    const fleet = scene.fleetOf(async () => {
      most = Math.max(most, ++inHand)
      await setImmediate()
      inHand--
      processed++
      return over
    }, 3)
    const devices = Array.from({ length: 12 }, unknownId)
    for (const deviceId of devices) await scene.produce.addDeviceJobs(deviceId, [job(), job()])
    await Promise.all(devices.map((deviceId) => fleet.add(deviceId, null)))
    await until(() => processed === 24, 'all jobs are done')
    expect(most).toBe(3)
  })
})

describe('letting a device go', () => {
  test('waits for the job in hand, and takes no other', async () => {
    const deviceId = unknownId()
    const jobs = [job(Date.now() - 20), job(Date.now() - 10)]
    await scene.produce.addDeviceJobs(deviceId, jobs)
    const { fleet, inHand } = scene.held()
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
    expect(await scene.produce.findLostJobs(released(deviceId, jobs))).toEqual(released(deviceId, jobs.slice(0, 1)))
  })

  test('puts the job in hand back for the next owner, who finds nothing amiss', async () => {
    const deviceId = unknownId()
    const one = job()
    await scene.produce.addDeviceJobs(deviceId, [one])
    const { fleet, inHand } = scene.held()
    await fleet.add(deviceId, null)
    await until(() => inHand.length === 1, 'a job is in hand')
    const going = fleet.remove(deviceId)
    inHand[0]!.letGo({ kind: 'putBack', until: Date.now() })
    await going
    const next = scene.quick()
    await next.fleet.add(deviceId, null)
    await until(() => next.processed.length === 1, 'the next owner has it')
    expect(next.processed).toEqual([one])
    expect(scene.dropped).toEqual([])
  })

  test('a device that nobody serves keeps its jobs', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = scene.quick()
    await fleet.add(deviceId, null)
    await fleet.remove(deviceId)
    const jobs = [job()]
    await scene.produce.addDeviceJobs(deviceId, jobs)
    fleet.wake(deviceId)
    await wait(50)
    expect(processed).toEqual([])
    expect(await scene.produce.findLostJobs(released(deviceId, jobs))).toEqual([])
  })
})

describe('a job in the hands of an owner that is dead', () => {
  test('is dropped and told of, and holds up no other', async () => {
    const deviceId = unknownId()
    const jobs = [job(Date.now() - 20), job(Date.now() - 10)]
    await scene.produce.addDeviceJobs(deviceId, jobs)
    const dead = scene.held()
    await dead.fleet.add(deviceId, null)
    await until(() => dead.inHand.length === 1, 'the dead owner has a job in hand')

    const { fleet, processed } = scene.quick()
    await fleet.add(deviceId, null)
    await until(() => processed.length === 1, 'the other one is done')
    expect(processed).toEqual(jobs.slice(1))
    expect(scene.dropped).toEqual(ids(jobs.slice(0, 1)))
    expect(await scene.produce.findLostJobs(released(deviceId, jobs))).toHaveLength(2)
    dead.inHand[0]!.letGo()
  })

  test('is dropped at the next notice, when its fetch was still on its way as the new owner came', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = scene.quick()
    const [first, taken, next] = [job(), job(), job()]
    await scene.produce.addDeviceJobs(deviceId, [first])
    await fleet.add(deviceId, null)
    const isOver = async () => (await scene.produce.findLostJobs(released(deviceId, [first]))).length === 1
    await until(isOver, 'the new owner has looked, and waits')
    await scene.produce.addDeviceJobs(deviceId, [taken])
    const dead = new DeviceQueue(deviceId, scene.stores.redis.client, null, Date.now)
    expect((await dead.fetch('dead')).job?.data).toEqual(taken)
    await scene.produce.addDeviceJobs(deviceId, [next])
    fleet.wake(deviceId)
    await until(() => processed.length === 2, 'the next one is done')
    expect(processed).toEqual([first, next])
    expect(scene.dropped).toEqual(ids([taken]))
    await dead.close()
  })
})
