import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { DeviceJob } from '@siaran/contracts'
import { failClaimed, type Prisma, pauseCampaign } from '@siaran/db'
import {
  insertCampaign,
  insertDevice,
  insertLead,
  insertMessage,
  insertWorkspace,
  testLog as log,
  nextPhone,
  openTestStores,
  type TestStores,
} from '@siaran/testkit'
import { dispatchMessages } from '../src/dispatch-messages.js'

const never = new AbortController().signal
let stores: TestStores
let workspaceId: string
let jobs: (DeviceJob & { deviceId: string })[]
let noticed: string[]
let moved: string[]

beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(async () => {
  await stores.db.pool.query('delete from messages; delete from campaigns; delete from leads; delete from devices')
  workspaceId = (await insertWorkspace(stores.db)).id
  jobs = []
  noticed = []
  moved = []
})

const dispatch = (worker = 'worker', window = 100) =>
  dispatchMessages(
    {
      db: stores.db,
      log,
      worker,
      window,
      moved: (campaignId) => void moved.push(campaignId),
      now: Date.now,
      roll: () => 0,
      produce: {
        async addDeviceJobs(deviceId, made) {
          jobs.push(...made.map((job) => ({ ...job, deviceId })))
        },
        noticeWork: (deviceIds) => void noticed.push(...deviceIds),
      },
    },
    {},
    never,
  )
const device = (fields: object = {}) => insertDevice(stores.db, { workspaceId, ...fields })
const campaign = (fields: object = {}) => insertCampaign(stores.db, { workspaceId, ...fields })
const pending = (
  count: number,
  campaignId: string,
  deviceId: string,
  fields: Partial<Prisma.MessageCreateManyInput> = {},
) =>
  stores.db.prisma.message.createMany({
    data: Array.from({ length: count }, () => ({
      workspaceId,
      campaignId,
      deviceId,
      recipientPhone: nextPhone(),
      ...fields,
    })),
  })
const slots = () => jobs.map(({ slot }) => slot).sort((a, b) => a - b)
const gaps = () =>
  slots()
    .slice(1)
    .map((slot, n) => slot - slots()[n]!)
const fullestWindow = (windowMs: number) =>
  Math.max(...slots().map((from) => slots().filter((slot) => slot >= from && slot < from + windowMs).length))
/** Everything that is queued was sent at its slot: room for the next window, and the past of the next turn. */
const sendAll = () =>
  stores.db.pool.query(
    `update messages set status = 'sent', sending_at = scheduled_at, sent_at = scheduled_at where status = 'queued'`,
  )

test('a due message is rendered, gets a slot, and its job says what the row says', async () => {
  const [{ id: deviceId }, { id: campaignId }] = [
    await device(),
    await campaign({ templateVariables: { promo: 'RAYA' } }),
  ]
  await stores.db.prisma.campaign.update({
    where: { id: campaignId },
    data: { messageContent: 'Hi {{firstName}} from {{kota | default: "here"}}: {{promo}}' },
  })
  const lead = await insertLead(stores.db, { workspaceId, attributes: { kota: 'Ipoh' } })
  await pending(1, campaignId, deviceId, { leadId: lead.id })
  await dispatch()
  const [row] = await stores.db.prisma.message.findMany()
  expect(row).toMatchObject({ status: 'queued', content: 'Hi Aisyah from Ipoh: RAYA', dispatchNumber: 1 })
  expect(jobs).toEqual([
    { messageId: row!.id, campaignId, deviceId, dispatch: 1, slot: row!.scheduledAt.getTime(), gapMs: row!.gapMs },
  ])
  expect(noticed).toEqual([deviceId])
})

test('two dispatchers at once give each message one job', async () => {
  const { id: campaignId } = await campaign()
  for (let n = 0; n < 3; n++) await pending(20, campaignId, (await device()).id)
  await Promise.all(['a', 'b', 'c'].map((worker) => dispatch(worker)))
  await dispatch()
  expect(new Set(jobs.map(({ messageId }) => messageId)).size).toBe(60)
  expect(jobs).toHaveLength(60)
})

describe('the pace holds over any number of turns', () => {
  test('the campaign’s rate goes on from the last slot of the turn before', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await device(), await campaign({ messagesPerMinute: 60 })]
    await pending(20, campaignId, deviceId)
    for (let turn = 0; turn < 3; turn++) {
      await dispatch('worker', 8)
      await sendAll()
    }
    expect(jobs).toHaveLength(20)
    expect(Math.min(...gaps())).toBe(1_000)
  })

  test('the batch rule counts on over turns', async () => {
    const { id: deviceId } = await device()
    const { id: campaignId } = await campaign({ messagesPerMinute: 60, batchSize: 5, delayBetweenBatchesMs: 30_000 })
    await pending(14, campaignId, deviceId)
    for (let turn = 0; turn < 3; turn++) {
      await dispatch('worker', 6)
      await sendAll()
    }
    const pauses = gaps().flatMap((gap, n) => (gap >= 30_000 ? [n + 1] : []))
    expect(pauses).toEqual([5, 10])
  })

  test('the device’s ceilings hold over its campaigns and turns, past sends included', async () => {
    const { id: deviceId } = await device({ messagesPerHour: 5, messagesPerDay: 12 })
    for (const { id } of [await campaign(), await campaign()]) await pending(10, id, deviceId)
    for (let turn = 0; turn < 4; turn++) {
      await dispatch('worker', 6)
      await sendAll()
    }
    expect(jobs).toHaveLength(20)
    expect(fullestWindow(3_600_000)).toBe(5)
    expect(fullestWindow(86_400_000)).toBe(12)
  })

  test('after a backlog of a year there is no burst', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await device(), await campaign({ messagesPerMinute: 60 })]
    await pending(10, campaignId, deviceId, { scheduledAt: new Date(Date.now() - 365 * 86_400_000) })
    const began = Date.now()
    await dispatch()
    expect(slots()[0]).toBeGreaterThanOrEqual(began)
    expect(Math.min(...gaps())).toBe(1_000)
  })
})

test('a paused campaign does not hold up another one on the same device', async () => {
  const { id: deviceId } = await device()
  const [paused, other] = [await campaign({ messagesPerMinute: 1 }), await campaign({ messagesPerMinute: 1 })]
  await pending(20, paused.id, deviceId)
  await dispatch()
  await pauseCampaign(stores.db, { id: paused.id, workspaceId })
  jobs = []
  const began = Date.now()
  await pending(1, other.id, deviceId)
  await dispatch()
  expect(jobs[0]!.slot - began).toBeLessThan(60_000)
})

test('a message to a suppressed phone ends without a slot, and its campaign is looked at', async () => {
  const [{ id: deviceId }, { id: campaignId }] = [await device(), await campaign()]
  const phone = nextPhone()
  await pending(1, campaignId, deviceId, { recipientPhone: phone })
  await stores.db.prisma.suppression.create({ data: { workspaceId, phone, reason: 'asked to stop' } })
  await dispatch()
  expect([jobs, noticed, moved]).toEqual([[], [], [campaignId]])
  const [message] = await stores.db.prisma.message.findMany({ where: { campaignId } })
  expect(message).toMatchObject({ status: 'skipped', errorCode: 'suppressed' })
})

describe('a message of which nothing can be sent is failed with its reason, and the others get their slots', () => {
  const failed = () =>
    stores.db.prisma.message.findMany({ where: { status: 'failed' }, select: { errorCode: true, errorMessage: true } })

  test('values that cannot be written', async () => {
    const [{ id: deviceId }, good] = [await device(), await campaign({ messageContent: 'Hi {{kota}}' })]
    const lead = await insertLead(stores.db, { workspaceId, attributes: { kota: { toString: 1 } } })
    const bare = await insertLead(stores.db, { workspaceId })
    await stores.db.prisma.$executeRaw`update leads set attributes = 'null' where id = ${bare.id}::uuid`
    const broken = await campaign()
    await stores.db.prisma.$executeRaw`update campaigns set template_variables = 'null' where id = ${broken.id}::uuid`
    await pending(1, good.id, deviceId, { leadId: lead.id })
    await pending(1, good.id, deviceId, { leadId: bare.id })
    await pending(2, broken.id, deviceId)
    await pending(3, good.id, deviceId)
    await dispatch()
    expect((await failed()).map(({ errorCode, errorMessage }) => [errorCode, errorMessage]).sort()).toEqual([
      ['cannot_render', 'Cannot convert object to primitive value'],
      ['cannot_render', 'The campaign’s variables are not names with values'],
      ['cannot_render', 'The campaign’s variables are not names with values'],
      ['cannot_render', 'The lead’s attributes are not names with values'],
    ])
    expect(jobs).toHaveLength(3)
    expect(moved.sort()).toEqual([good.id, broken.id].sort())
    expect(await stores.db.prisma.message.count({ where: { status: 'processing' } })).toBe(0)
  })

  test('a content that is longer than WhatsApp takes', async () => {
    const messageContent = '{{firstName}}'.repeat(100)
    const [{ id: deviceId }, { id }] = [await device(), await campaign({ messageContent })]
    const lead = await insertLead(stores.db, { workspaceId, firstName: 'x'.repeat(1_000) })
    await pending(1, id, deviceId, { leadId: lead.id })
    await pending(1, id, deviceId)
    await dispatch()
    expect(await failed()).toEqual([
      { errorCode: 'cannot_render', errorMessage: 'The message would have 100,000 characters; WhatsApp takes 65,536' },
    ])
    expect(jobs).toHaveLength(1)
  })

  test('a row that the database refuses among others', async () => {
    const [{ id: deviceId }, { id }] = [await device(), await campaign({ messageContent: 'Hi {{firstName}}' })]
    const lead = await insertLead(stores.db, { workspaceId, firstName: 'poison' })
    await pending(7, id, deviceId)
    await pending(1, id, deviceId, { leadId: lead.id })
    await stores.db.pool.query(`alter table messages add constraint poison check (content not like '%poison%')`)
    try {
      await dispatch()
    } finally {
      await stores.db.pool.query('alter table messages drop constraint poison')
    }
    expect(await failed()).toMatchObject([
      { errorCode: 'cannot_render', errorMessage: expect.stringMatching(/poison/) },
    ])
    expect(jobs).toHaveLength(7)
  })

  test('a pace of which no instant can be made', async () => {
    const [{ id: deviceId }, good, bad] = [await device(), await campaign(), await campaign()]
    await pending(2, good.id, deviceId)
    await pending(2, bad.id, deviceId)
    // The database allows no such pace; read as one, it must cost these messages alone.
    const findMany = stores.db.prisma.campaign.findMany.bind(stores.db.prisma.campaign)
    const read = jest.spyOn(stores.db.prisma.campaign, 'findMany')
    read.mockImplementation((async (query: never) =>
      (await findMany(query)).map((row) => (row.id === bad.id ? { ...row, messagesPerMinute: 0 } : row))) as never)
    await dispatch().finally(() => read.mockRestore())
    expect((await failed()).map(({ errorMessage }) => errorMessage)).toEqual(
      Array(2).fill('Its pace leaves no instant at which it could be sent'),
    )
    expect(jobs.map(({ campaignId }) => campaignId)).toEqual([good.id, good.id])
  })

  test('only by the dispatcher whose they are', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await device(), await campaign()]
    const { id } = await insertMessage(stores.db, { workspaceId, campaignId, deviceId, status: 'processing' })
    expect(await failClaimed(stores.db, 'another', 'cannot_render', [{ id, sentence: 'no' }])).toEqual([])
    expect(await failClaimed(stores.db, 'worker', 'cannot_render', [{ id, sentence: 'no' }])).toEqual([
      { id, campaignId },
    ])
  })
})
