import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { claimDueMessages, findDevicesWithRoom, queueMessages } from '@siaran/db'
import { openScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())

const find = (devices = 50) => findDevicesWithRoom(scene.db, { window: 10, devices, secondsAhead: 30 })
const claim = async (found: Awaited<ReturnType<typeof find>>, worker = 'worker') =>
  (await claimDueMessages(scene.db, found, { worker, window: 10, secondsAhead: 30 })).messages

test('the emptiest are found first, as many as were asked for', async () => {
  const { id: campaignId } = await scene.campaign()
  const devices: string[] = []
  for (const held of [3, 0, 1, 2]) {
    const { id: deviceId } = await scene.device()
    await scene.messages(5, { campaignId, deviceId })
    if (held > 0) await scene.messages(held, { campaignId, deviceId, status: 'queued' })
    devices[held] = deviceId
  }
  expect(await find(3)).toEqual([0, 1, 2].map((held) => ({ deviceId: devices[held], held })))
})

test('devices of which everything waits to be tried again hold up no other', async () => {
  const { id: campaignId } = await scene.campaign()
  const later = new Date(Date.now() + 60_000)
  for (let n = 0; n < 3; n++) {
    const { id: deviceId } = await scene.device()
    await scene.messages(2, { campaignId, deviceId, attempts: 1, scheduledAt: later })
  }
  const { id: deviceId } = await scene.device()
  await scene.messages(8, { campaignId, deviceId })
  await scene.messages(2, { campaignId, deviceId, status: 'queued' })
  expect(await find(1)).toEqual([{ deviceId, held: 2 }])
})

test('one that somebody else has filled since it was found is left alone', async () => {
  const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
  await scene.messages(30, { campaignId, deviceId })
  const [mine, others] = [await find(), await find()]
  const claimed = await claim(others, 'other')
  const planned = claimed.map(({ id }) => ({ id, content: 'Hi', slot: new Date(), gapMs: 5 }))
  await queueMessages(scene.db, 'other', planned)
  const sent = claimed.slice(0, 3).map(({ id }) => id)
  await scene.db.prisma.message.updateMany({ where: { id: { in: sent } }, data: { status: 'cancelled' } })
  expect(await claim(mine)).toEqual([])
  await scene.db.prisma.message.updateMany({ where: { status: 'queued' }, data: { status: 'cancelled' } })
  expect(await claim(mine)).toHaveLength(10)
})

test.each([
  ['has gone offline', { status: 'disconnected' }],
  ['is not wanted', { wanted: false }],
  ['was removed', { deletedAt: new Date() }],
  ['has lost its sender', { leaseUntil: new Date(0) }],
])('one that %s since it was found gets nothing', async (_, data) => {
  const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
  await scene.messages(3, { campaignId, deviceId })
  const found = await find()
  expect(found).toHaveLength(1)
  await scene.db.prisma.device.update({ where: { id: deviceId }, data })
  expect(await claim(found)).toEqual([])
})
