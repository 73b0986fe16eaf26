import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { unknownId, until } from '@siaran/testkit'
import { type FleetScene, ids, job, openFleetScene } from './fleet-scene.js'

let scene: FleetScene
beforeAll(async () => {
  scene = await openFleetScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.begin())
afterEach(() => scene.end())

describe('when the connection to Redis breaks', () => {
  const breakConnection = async () => {
    scene.stores.redis.client.disconnect(true)
    await until(() => scene.stores.redis.client.status !== 'ready', 'the connection is down')
  }
  const back = () => until(() => scene.stores.redis.client.status === 'ready', 'the connection is back')

  test('the jobs that wait survive, and are done', async () => {
    const deviceId = unknownId()
    const { fleet, inHand } = scene.held()
    const jobs = [job(Date.now() - 20), job(Date.now() - 10), job(Date.now() + 300)]
    await scene.produce.addDeviceJobs(deviceId, jobs)
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

  test('a job that could not be put back comes again, or is told of as dropped', async () => {
    const deviceId = unknownId()
    const { fleet, inHand } = scene.held()
    const jobs = [job()]
    await scene.produce.addDeviceJobs(deviceId, jobs)
    await fleet.add(deviceId, null)
    await until(() => inHand.length === 1, 'a job is in hand')
    await breakConnection()
    inHand[0]!.letGo({ kind: 'putBack', until: Date.now() })
    await back()
    await until(
      () => inHand.length === 2 || scene.dropped.includes(jobs[0]!.messageId),
      'the message is not waited for in vain',
      10_000,
    )
    inHand.at(-1)!.letGo()
  })

  test('a device is taken on and let go without waiting for it, and is served when it is back', async () => {
    const [taken, left] = [unknownId(), unknownId()]
    const { fleet, processed } = scene.quick()
    const jobs = [job()]
    await scene.produce.addDeviceJobs(taken, jobs)
    const { client } = scene.stores.redis
    const usual = client.options.retryStrategy
    client.options.retryStrategy = () => 1_500
    await breakConnection()
    await fleet.add(taken, null)
    await fleet.add(left, null)
    await fleet.remove(left)
    expect(client.status).toBe('reconnecting')
    client.options.retryStrategy = usual!
    await until(() => processed.length === 1, 'the device is served')
    expect(processed).toEqual(jobs)
  })

  test('a queue that could not even be opened is opened anew', async () => {
    const deviceId = unknownId()
    const { fleet, processed } = scene.quick()
    const jobs = [job()]
    await scene.produce.addDeviceJobs(deviceId, jobs)
    scene.stores.redis.client.disconnect()
    await until(() => scene.stores.redis.client.status === 'end', 'the connection is closed')
    await fleet.add(deviceId, null)
    await scene.stores.redis.client.connect()
    await until(() => processed.length === 1, 'the device is served')
  })
})
