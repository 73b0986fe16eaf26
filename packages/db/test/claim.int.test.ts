import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { claimDevices, claimMessages, type Message } from '@siaran/db'
import { claimOf, openScene, type Scene, until, whileLocked } from './scene.js'

let scene: Scene
let message: Message
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  await scene.empty()
  const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
  ;[message] = (await scene.messages(1, { campaignId, deviceId, status: 'queued' })) as [Message]
})

const claim = (fields: object = {}, sender = 'sender') =>
  claimMessages(scene.db, sender, [{ ...claimOf(message), ...fields }])
const changeDevice = (fields: object) =>
  scene.db.prisma.device.update({ where: { id: message.deviceId }, data: fields })
const changeCampaign = (fields: object) =>
  scene.db.prisma.campaign.update({ where: { id: message.campaignId }, data: fields })

test('a queued message of an owned device is claimed, and says what to send', async () => {
  await changeCampaign({ messageType: 'image', mediaUrl: 'https://siaran.test/raya.png' })
  expect(await claim()).toEqual([
    {
      id: message.id,
      workspaceId: scene.workspaceId,
      campaignId: message.campaignId,
      deviceId: message.deviceId,
      to: message.recipientPhone,
      text: 'Hi',
      type: 'image',
      mediaUrl: 'https://siaran.test/raya.png',
      attempts: 0,
      traceparent: null,
    },
  ])
  expect(await scene.read(message)).toMatchObject({ status: 'sending', leaseEpoch: 1n, sendingAt: expect.any(Date) })
})

describe('a claim changes no row', () => {
  const expectNothing = async (claimed: unknown[]) => {
    expect(claimed).toEqual([])
    expect(await scene.read(message)).toEqual(message)
  }

  test.each([
    ['under an older epoch', { epoch: 0 }],
    ['under an epoch that was never given', { epoch: 2 }],
    ['of an older dispatch', { dispatchNumber: 0 }],
    ['of a dispatch to come', { dispatchNumber: 2 }],
  ])('%s', async (_, fields) => {
    await expectNothing(await claim(fields))
  })

  test('by another sender', async () => {
    await expectNothing(await claim({}, 'other'))
  })

  test.each([
    ['whose lease has run out', { leaseUntil: new Date(Date.now() - 1_000) }],
    ['that was given back', { leaseOwner: null, leaseUntil: null }],
    ['that is not online', { status: 'connecting' }],
    ['that the operator disconnected', { wanted: false }],
    ['that was removed', { deletedAt: new Date() }],
    ['whose epoch has risen', { leaseEpoch: 2 }],
  ])('of a device %s', async (_, fields) => {
    await changeDevice(fields)
    await expectNothing(await claim())
  })

  test.each([
    ['is paused', { status: 'paused', pausedAt: new Date() }],
    ['is cancelled', { status: 'cancelled' }],
    ['has expired', { startedAt: new Date(Date.now() - 3 * 3_600_000), expireAfterHours: 2 }],
  ])('of a campaign that %s', async (_, fields) => {
    await changeCampaign(fields)
    await expectNothing(await claim())
  })

  test.each(['pending', 'skipped', 'sent', 'unconfirmed'])('of a message that is %s', async (status) => {
    const at = new Date()
    message = await scene.db.prisma.message.update({
      where: { id: message.id },
      data: { status, errorCode: 'x', sentAt: at, sendingAt: at, leaseEpoch: 1 },
    })
    await expectNothing(await claim())
  })
})

test('a campaign that has not expired yet is sent', async () => {
  await changeCampaign({ startedAt: new Date(Date.now() - 3_600_000), expireAfterHours: 2 })
  expect(await claim()).toHaveLength(1)
})

test('of many claimers at once, one gets the message', async () => {
  const claims = await Promise.all(Array.from({ length: 8 }, () => claim()))
  expect(claims.flat()).toHaveLength(1)
})

test('a batch of claims takes what it may and passes by the rest', async () => {
  const { campaignId, deviceId } = message
  const [other] = await scene.messages(1, { campaignId: (await scene.campaign({ status: 'cancelled' })).id, deviceId })
  const more = await scene.messages(3, { campaignId, deviceId, status: 'queued' })
  const claimed = await claimMessages(scene.db, 'sender', [...more, other!, message].map(claimOf))
  expect(claimed.map(({ id }) => id).sort()).toEqual([...more, message].map(({ id }) => id).sort())
})

describe('two that meet', () => {
  test('a claim that meets a pause waits for it, and then finds nothing', async () => {
    const client = await scene.db.pool.connect()
    await client.query('begin')
    await client.query('select 1 from campaigns where id = $1 for update', [message.campaignId])
    await client.query(`update campaigns set status = 'paused', paused_at = now() where id = $1`, [message.campaignId])
    const claiming = claim()
    await until(async () => (await scene.waiting()) === 1, 'the claim waits for the pause')
    await client.query('commit')
    client.release()
    expect(await claiming).toEqual([])
  })

  test('a new owner passes by a device in whose name a claim is under way', async () => {
    await changeDevice({ leaseUntil: new Date(Date.now() + 700) })
    const other = () => claimDevices(scene.db, 'other', 60_000, 10, ['simulator'])
    let claiming: Promise<unknown[]> | undefined
    await whileLocked(scene.db, 'messages', message.id, async () => {
      claiming = claim()
      await until(async () => (await scene.waiting()) === 1, 'the claim waits for its message')
      await until(
        async () => (await scene.db.prisma.device.count({ where: { leaseUntil: { lt: new Date() } } })) === 1,
        'the lease has run out',
      )
      expect(await other()).toEqual([])
    })
    expect(await claiming).toHaveLength(1)
    expect(await other()).toHaveLength(1)
  })
})
