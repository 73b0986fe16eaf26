import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { readDeviceLines, readLastSends, readOrdinals } from '@siaran/db'
import { giveSlots } from '@siaran/domain'
import { unknownId } from '@siaran/testkit'
import { openScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())

const MINUTE_MS = 60_000
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS)
const sentAt = (at: Date) => ({ status: 'sent', sendingAt: at, sentAt: at, leaseEpoch: 1, gapMs: 500 })
const line = async (deviceId: string) =>
  (await readDeviceLines(scene.db, [deviceId])).get(deviceId)!.sort((a, b) => a.at - b.at)

test('each message stands in its device’s line once: what has a slot, what is being sent, what was sent', async () => {
  const { id: deviceId } = await scene.device({ messagesPerDay: 100 })
  const { id: campaignId } = await scene.campaign()
  const slot = new Date(Date.now() + MINUTE_MS)
  const [sent, sending] = [ago(10), ago(1)]
  await scene.message({ campaignId, deviceId, ...sentAt(sent) })
  await scene.message({ campaignId, deviceId, status: 'sending', sendingAt: sending, scheduledAt: ago(2), gapMs: 500 })
  await scene.message({ campaignId, deviceId, status: 'queued', scheduledAt: slot, gapMs: 700 })
  await scene.message({ campaignId, deviceId, scheduledAt: slot })
  expect(await line(deviceId)).toEqual([
    { campaignId, at: sent.getTime(), gapMs: 500 },
    { campaignId, at: sending.getTime(), gapMs: 500 },
    { campaignId, at: slot.getTime(), gapMs: 700 },
  ])
})

test('a ceiling by the day is used up by real sends alone: of two, one is left after one was sent', async () => {
  const device = await scene.device({ messagesPerDay: 2 })
  const { id: campaignId } = await scene.campaign()
  await scene.message({ campaignId, deviceId: device.id, ...sentAt(ago(60)) })
  await scene.message({ campaignId, deviceId: device.id })
  const now = Date.now()
  const pace = { messagesPerMinute: 60, batchSize: 100, delayBetweenBatchesMs: 0, minDelayMs: 0, maxDelayMs: 0 }
  const requests = [1, 2].map((ordinal) => ({ campaignId, pace, ordinal }))
  const slots = giveSlots(now, device, await line(device.id), requests, () => 0)
  expect(slots[0]!.at).toBe(now)
  expect(slots[1]!.at - now).toBeGreaterThan(22 * 60 * MINUTE_MS)
})

test('without ceilings the newest send is enough, and the last one of each campaign that is still open', async () => {
  const { id: deviceId } = await scene.device()
  const [ended, open] = [await scene.campaign(), await scene.campaign()]
  const [first, second, newest] = [ago(300), ago(200), ago(100)]
  await scene.message({ campaignId: open.id, deviceId, ...sentAt(first) })
  await scene.message({ campaignId: open.id, deviceId, ...sentAt(second) })
  await scene.message({ campaignId: open.id, deviceId })
  await scene.message({ campaignId: ended.id, deviceId, ...sentAt(newest) })
  const both = [
    { campaignId: open.id, at: second.getTime(), gapMs: 500 },
    { campaignId: ended.id, at: newest.getTime(), gapMs: 500 },
  ]
  expect(await line(deviceId)).toEqual(both)
  const sends = await readLastSends(scene.db, [deviceId, unknownId()])
  expect(sends.get(deviceId)!.sort((a, b) => a.at - b.at)).toEqual(both)
  expect([...sends.values()][1]).toEqual([])
})

test('ceilings by the hour look an hour back, those by the day a day', async () => {
  const { id: campaignId } = await scene.campaign()
  const counted = async (limits: object) => {
    const { id: deviceId } = await scene.device(limits)
    for (const minutes of [10, 50, 90, 23 * 60, 25 * 60])
      await scene.message({ campaignId, deviceId, ...sentAt(ago(minutes)) })
    return (await line(deviceId)).length
  }
  expect(await counted({ messagesPerHour: 5 })).toBe(2)
  expect(await counted({ messagesPerDay: 5 })).toBe(4)
  expect(await counted({ messagesPerHour: 5, messagesPerDay: 5 })).toBe(4)
})

test('the batch rule counts what has had a slot; a released slot is given back to it', async () => {
  const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
  await scene.messages(3, { campaignId, deviceId })
  const [queued] = await scene.messages(2, { campaignId, deviceId, status: 'queued' })
  await scene.messages(1, { campaignId, deviceId, ...sentAt(ago(1)) })
  await scene.messages(4, { campaignId, deviceId, status: 'skipped', errorCode: 'expired' })
  const ordinal = async () => (await readOrdinals(scene.db, [campaignId], [deviceId]))(campaignId, deviceId)
  expect(await ordinal()).toBe(3)
  await scene.db.prisma.message.update({ where: { id: queued!.id }, data: { status: 'pending' } })
  expect(await ordinal()).toBe(2)
})
