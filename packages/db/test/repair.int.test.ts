import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  findDoubtfulSends,
  readQueued,
  readUnfinishedWork,
  releaseQueuedMessages,
  returnStuckProcessing,
  stopMessages,
} from '@siaran/db'
import { falseCounters, openScene, type Scene, whileLocked } from './scene.js'

let scene: Scene
let deviceId: string
let campaignId: string
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  await scene.empty()
  deviceId = (await scene.device()).id
  campaignId = (await scene.campaign()).id
})

const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const YEAR_AGO = new Date(Date.now() - 365 * 86_400_000)
const changeDevice = (fields: object) => scene.db.prisma.device.update({ where: { id: deviceId }, data: fields })

describe('a dispatcher that died between its two halves', () => {
  test('its rows are pending again, also after a year; those of a living one are left to it', async () => {
    const [stuck] = await scene.messages(1, { campaignId, deviceId, status: 'processing', claimedAt: YEAR_AGO })
    const [fresh] = await scene.messages(1, { campaignId, deviceId, status: 'processing' })
    expect(await returnStuckProcessing(scene.db, 30_000)).toBe(1)
    expect(await scene.read(stuck!)).toMatchObject({ status: 'pending', claimedBy: null, claimedAt: null })
    expect((await scene.read(fresh!)).status).toBe('processing')
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test('a row that its dispatcher is just queueing is passed by', async () => {
    const [stuck] = await scene.messages(1, { campaignId, deviceId, status: 'processing', claimedAt: YEAR_AGO })
    await whileLocked(scene.db, 'messages', stuck!.id, async () => {
      expect(await returnStuckProcessing(scene.db, 30_000)).toBe(0)
    })
  })
})

describe('a send in mid-air', () => {
  const sending = (fields: object = {}) => scene.message({ campaignId, deviceId, status: 'sending', ...fields })
  const doubtful = async () => (await findDoubtfulSends(scene.db, 300_000)).map(({ id }) => id)

  test('under a living lease is left to its sender', async () => {
    await sending()
    expect(await doubtful()).toEqual([])
  })

  test.each([
    ['whose lease has run out', { leaseUntil: YEAR_AGO }],
    ['whose sender handed the device back', { leaseOwner: null, leaseUntil: null }],
    ['whose device has a new owner', { leaseEpoch: 2, leaseOwner: 'other' }],
  ])('%s is in doubt: unconfirmed with a reason, never back in the queue', async (_, fields) => {
    const { id } = await sending()
    await changeDevice(fields)
    expect(await doubtful()).toEqual([id])
    expect(await scene.read({ id })).toMatchObject({ status: 'unconfirmed', errorCode: 'sender_lost' })
    expect(await doubtful()).toEqual([])
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test('that lasts longer than any send is in doubt, even under a living lease, and after a year as well', async () => {
    const { id } = await sending({ sendingAt: YEAR_AGO })
    expect(await doubtful()).toEqual([id])
  })

  test('no other repair touches it', async () => {
    const { id } = await sending({ sendingAt: YEAR_AGO, scheduledAt: YEAR_AGO, claimedAt: YEAR_AGO })
    await returnStuckProcessing(scene.db, 0)
    expect(await readQueued(scene.db, 0, FIRST_ID)).toEqual([])
    await releaseQueuedMessages(scene.db, [{ id, dispatchNumber: 1 }])
    await stopMessages(scene.db, { campaignId }, { to: 'skipped', code: 'expired', message: 'x' })
    expect((await scene.read({ id })).status).toBe('sending')
  })
})

describe('a slot that nobody took up', () => {
  test('is found however old it is, on a device that is offline and in a campaign that is paused as well', async () => {
    const paused = await scene.campaign({ status: 'paused', pausedAt: new Date() })
    await changeDevice({ status: 'disconnected', leaseOwner: null, leaseUntil: null })
    const overdue = { deviceId, status: 'queued', scheduledAt: YEAR_AGO }
    const ids = [
      (await scene.message({ ...overdue, campaignId })).id,
      (await scene.message({ ...overdue, campaignId: paused.id })).id,
    ]
    await scene.message({ ...overdue, campaignId, scheduledAt: new Date(Date.now() + 60_000) })
    await scene.message({ ...overdue, campaignId, status: 'pending' })
    const found = await readQueued(scene.db, 10_000, FIRST_ID)
    expect(found.map(({ id }) => id)).toEqual(ids.sort())
    expect(await readQueued(scene.db, 10_000, ids.at(-1)!)).toEqual([])
  })

  test('is given back to the very dispatch that was looked at', async () => {
    const { id } = await scene.message({ campaignId, deviceId, status: 'queued', dispatchNumber: 2 })
    expect(await releaseQueuedMessages(scene.db, [{ id, dispatchNumber: 1 }])).toBe(0)
    expect((await scene.read({ id })).status).toBe('queued')
    expect(await releaseQueuedMessages(scene.db, [{ id, dispatchNumber: 2 }])).toBe(1)
    expect(await scene.read({ id })).toMatchObject({ status: 'pending', dispatchNumber: 2 })
  })

  test('that a sender has claimed meanwhile is not released', async () => {
    const { id } = await scene.message({ campaignId, deviceId, status: 'sending' })
    expect(await releaseQueuedMessages(scene.db, [{ id, dispatchNumber: 1 }])).toBe(0)
  })
})

describe('messages that are stopped', () => {
  test('end visibly, in batches; what was handed over stays', async () => {
    await scene.messages(7, { campaignId, deviceId })
    await scene.messages(4, { campaignId, deviceId, status: 'queued' })
    const { id } = await scene.message({ campaignId, deviceId, status: 'sending' })
    const batches: number[] = []
    const reason = { to: 'skipped', code: 'expired', message: 'Too late' } as const
    const total = await stopMessages(scene.db, { campaignId }, reason, (stopped) => batches.push(stopped.length), 4)
    expect([total, batches]).toEqual([11, [4, 4, 3]])
    expect(await scene.statuses(campaignId)).toEqual({ skipped: 11, sending: 1 })
    expect((await scene.read({ id })).status).toBe('sending')
  })

  test('are those of the scope alone; without a scope nothing is stopped', async () => {
    const other = await scene.device()
    await scene.messages(2, { campaignId, deviceId })
    await scene.messages(3, { campaignId, deviceId: other.id })
    const reason = { to: 'skipped', code: 'device_removed', message: 'x' } as const
    expect(await stopMessages(scene.db, {}, reason)).toBe(0)
    expect(await stopMessages(scene.db, { deviceId }, reason)).toBe(2)
    expect(await scene.statuses(campaignId)).toEqual({ pending: 3, skipped: 2 })
  })
})

test('work whose job may be lost is found from the rows alone: expand, expire, close and import', async () => {
  const { db, workspaceId } = scene
  await db.prisma.campaign.update({ where: { id: campaignId }, data: { expandedAt: new Date() } })
  const toExpand = await scene.campaign({ startedAt: YEAR_AGO })
  const expired = await scene.campaign({ startedAt: YEAR_AGO, expireAfterHours: 24, expandedAt: YEAR_AGO })
  const cancelled = await scene.campaign({ status: 'cancelled' })
  await scene.messages(2, { campaignId: cancelled.id, deviceId })
  await scene.campaign({ status: 'cancelled' })
  await scene.campaign({ status: 'paused', pausedAt: new Date() })
  const upload = await db.prisma.import.create({
    data: { workspaceId, mode: 'skip', status: 'running', createdAt: YEAR_AGO },
  })
  await db.prisma.import.create({ data: { workspaceId, mode: 'skip', status: 'completed' } })
  const found = (await readUnfinishedWork(db)).map(({ id, work }) => `${work} ${id}`)
  expect(found.sort()).toEqual(
    [`expand ${toExpand.id}`, `expire ${expired.id}`, `close ${cancelled.id}`, `import ${upload.id}`].sort(),
  )
})
