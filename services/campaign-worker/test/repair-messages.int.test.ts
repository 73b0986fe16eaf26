import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { enrolChosen } from '@siaran/db'
import { planJourney } from '@siaran/domain'
import { createProducer, type Producer } from '@siaran/queue'
import {
  claimDue,
  insertCampaign,
  insertDevice,
  insertLead,
  insertMessage,
  insertSequence,
  insertWorkspace,
  testLog as log,
  openTestStores,
  type TestStores,
} from '@siaran/testkit'
import { closeCampaign } from '../src/close-campaign.js'
import { repairMessages, requeueMessages } from '../src/repair-messages.js'
import { fakeLive } from './fakes.js'

let stores: TestStores
let produce: Producer
let fakes: ReturnType<typeof fakeLive>
let workspaceId: string
let deviceId: string
let campaignId: string
/** What the repair counted. */
let repaired: string[]

beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(async () => {
  await stores.db.pool.query('delete from messages; delete from campaigns; delete from devices')
  await stores.redis.client.flushdb()
  produce = createProducer({ redis: stores.redis.client, log, now: Date.now })
  fakes = fakeLive()
  repaired = []
  workspaceId = (await insertWorkspace(stores.db)).id
  deviceId = (await insertDevice(stores.db, { workspaceId })).id
  campaignId = (await insertCampaign(stores.db, { workspaceId, expandedAt: new Date() })).id
})
afterEach(() => produce.close())

const YEAR_AGO = new Date(Date.now() - 365 * 86_400_000)
const onRepaired = (status: string, messages: number) => {
  if (messages > 0) repaired.push(`${messages} ${status}`)
}
const repair = () => repairMessages({ db: stores.db, produce, log, now: Date.now, onRepaired, ...fakes })
const message = (fields: object) => insertMessage(stores.db, { workspaceId, campaignId, deviceId, ...fields })
const read = (id: string) => stores.db.prisma.message.findUniqueOrThrow({ where: { id } })
const job = (messageId: string, slot: Date) => ({ messageId, campaignId, dispatch: 1, slot: slot.getTime(), gapMs: 0 })

test('Redis has lost everything: messages whose slot has passed are dispatched anew', async () => {
  const { id } = await message({ status: 'queued', scheduledAt: YEAR_AGO })
  await produce.addDeviceJobs(deviceId, [job(id, YEAR_AGO)])
  await stores.redis.client.flushdb()
  await repair()
  expect((await read(id)).status).toBe('pending')
  expect(repaired).toEqual(['1 queued'])
  const { messages } = await claimDue(stores.db, { worker: 'w', window: 10, devices: 10, secondsAhead: 30 })
  expect(messages.map((one) => one.id)).toEqual([id])
})

test('Redis has lost everything, and that is known: messages need not wait for their old slots to pass', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000)
  const lost = await message({ status: 'queued', scheduledAt: inAnHour })
  await produce.addDeviceJobs(deviceId, [job(lost.id, inAnHour)])
  await stores.redis.client.flushdb()
  const kept = await message({ status: 'queued', scheduledAt: inAnHour })
  await produce.addDeviceJobs(deviceId, [job(kept.id, inAnHour)])
  await requeueMessages({ db: stores.db, produce, log, onRepaired })
  expect(repaired).toEqual(['1 queued'])
  expect((await read(lost.id)).status).toBe('pending')
  expect((await read(kept.id)).status).toBe('queued')
})

test('a message whose job still waits is left to it, however late it is, and its device is told again', async () => {
  const { id } = await message({ status: 'queued', scheduledAt: YEAR_AGO })
  const { id: other } = await insertDevice(stores.db, { workspaceId })
  await message({ status: 'queued', scheduledAt: new Date(Date.now() + 60_000), deviceId: other })
  await produce.addDeviceJobs(deviceId, [job(id, YEAR_AGO)])
  const told: (readonly string[])[] = []
  const noticeWork = (deviceIds: readonly string[]) => void told.push(deviceIds)
  await repairMessages({ db: stores.db, produce: { ...produce, noticeWork }, log, now: Date.now, ...fakes })
  expect((await read(id)).status).toBe('queued')
  expect(told).toEqual([[deviceId]])
})

test('what a dead dispatcher and a dead sender left behind is put right, each in its own way', async () => {
  const stuck = await message({ status: 'processing', claimedBy: 'dead', claimedAt: YEAR_AGO })
  const sending = await message({ status: 'sending', sendingAt: YEAR_AGO })
  await repair()
  expect((await read(stuck.id)).status).toBe('pending')
  expect(await read(sending.id)).toMatchObject({ status: 'unconfirmed', errorCode: 'sender_lost' })
  expect(repaired).toEqual(['1 processing', '1 sending'])
})

test('a campaign that has expired ends visibly: what could not leave is skipped, what was handed over is not', async () => {
  const startedAt = new Date(Date.now() - 3 * 3_600_000)
  await stores.db.prisma.campaign.update({ where: { id: campaignId }, data: { startedAt, expireAfterHours: 2 } })
  const waiting = await message({})
  const queued = await message({ status: 'queued', scheduledAt: new Date(Date.now() + 60_000) })
  const sending = await message({ status: 'sending' })
  await repair()
  for (const { id } of [waiting, queued])
    expect(await read(id)).toMatchObject({ status: 'skipped', errorCode: 'expired' })
  expect((await read(sending.id)).status).toBe('sending')
  expect(fakes.checked).toEqual([campaignId])
})

/** An archived sequence whose journeys nobody has ended yet: its API died. */
async function halfArchived() {
  const { db } = stores
  const { id } = await insertSequence(db, { workspaceId })
  const leadIds = [(await insertLead(db, { workspaceId })).id, (await insertLead(db, { workspaceId })).id]
  await enrolChosen(db, { id, workspaceId }, leadIds, { plan: planJourney, now: new Date() })
  await db.prisma.campaign.update({ where: { id }, data: { status: 'cancelled', endedAt: new Date() } })
  return { id, leadIds }
}
const closing = (id: string) => closeCampaign({ db: stores.db, produce, progress: fakes.progress }, { campaignId: id })

test('an archived sequence is closed: its journeys end, and what has not left of them is skipped', async () => {
  const { id, leadIds } = await halfArchived()
  const sent = { status: 'sent', sentAt: new Date() }
  await stores.db.prisma.message.updateMany({ where: { leadId: leadIds[0]! }, data: sent })
  await closing(id)
  const { prisma } = stores.db
  const ended = await prisma.enrolment.findMany({ where: { sequenceId: id } })
  expect(ended.map((one) => [one.status, one.exitReason])).toEqual(Array(2).fill(['exited', 'sequence_archived']))
  const messages = await prisma.message.findMany({ where: { campaignId: id }, orderBy: { status: 'asc' } })
  expect(messages.map((one) => [one.status, one.errorCode])).toEqual([
    ...Array(2).fill(['sent', null]),
    ...Array(2).fill(['skipped', 'sequence_archived']),
  ])
})

test('an archived sequence with a journey under way is found again, also when nothing of it waits', async () => {
  const { id } = await halfArchived()
  const sent = { status: 'sent', sentAt: new Date() }
  await stores.db.prisma.message.updateMany({ where: { campaignId: id }, data: sent })
  await repair()
  const closes = async () => {
    const board = await produce.boardQueues()
    const waiting = await board.find(({ name }) => name === '{campaigns}')!.getJobs(['wait'])
    return waiting.filter(({ name }) => name === 'campaign.close').map(({ data }) => data.campaignId)
  }
  expect(await closes()).toEqual([id])
  await closing(id)
  await stores.redis.client.flushdb()
  await repair()
  expect(await closes()).toEqual([])
})

test('jobs that were lost are asked for again: expand and close', async () => {
  const unexpanded = await insertCampaign(stores.db, { workspaceId })
  const cancelled = await insertCampaign(stores.db, { workspaceId, status: 'cancelled' })
  const left = await message({ campaignId: cancelled.id })
  await repair()
  const board = await produce.boardQueues()
  const waiting = await board.find(({ name }) => name === '{campaigns}')!.getJobs(['wait'])
  expect(waiting.map((one) => [one.name, one.data.campaignId]).sort()).toEqual([
    ['campaign.close', cancelled.id],
    ['campaign.expand', unexpanded.id],
  ])
  await closeCampaign({ db: stores.db, produce, progress: fakes.progress }, { campaignId: cancelled.id })
  expect(await read(left.id)).toMatchObject({ status: 'cancelled', errorCode: 'campaign_cancelled' })
})

test('a campaign that was done when its worker died is completed, and told once', async () => {
  await message({ status: 'failed', errorCode: 'x' })
  await repair()
  await repair()
  expect(fakes.completed).toEqual([campaignId])
})

test('idempotency keys are forgotten after 24 hours, answered or not, and not before', async () => {
  const { prisma } = stores.db
  const person = { email: 'a@example.com', name: 'A', role: 'viewer', passwordHash: 'x' }
  const { id: userId } = await prisma.user.create({ data: { ...person, workspaceId } })
  const ages = { fresh: 0, nearly: 24 * 3_600 - 60, over: 24 * 3_600 + 1, 'over, unanswered': 24 * 3_600 + 1 }
  for (const [key, seconds] of Object.entries(ages)) {
    const createdAt = new Date(Date.now() - seconds * 1_000)
    const answer = key.includes('unanswered') ? {} : { status: 201, answer: Buffer.from('sealed') }
    await prisma.idempotencyKey.create({
      data: { workspaceId, userId, key, fingerprint: Buffer.alloc(32), createdAt, ...answer },
    })
  }
  await repair()
  const left = await prisma.idempotencyKey.findMany({ where: { workspaceId }, orderBy: { key: 'asc' } })
  expect(left.map(({ key }) => key)).toEqual(['fresh', 'nearly'])
})

test('where nothing is amiss nothing is changed', async () => {
  const rows = [
    await message({}),
    await message({ status: 'sending' }),
    await message({ status: 'unconfirmed', errorCode: 'x' }),
  ]
  await repair()
  for (const row of rows) expect(await read(row.id)).toEqual(row)
})

test('a repair that breaks keeps no other from being done', async () => {
  const stuck = await message({ status: 'processing', claimedBy: 'dead', claimedAt: YEAR_AGO })
  await message({ status: 'queued', scheduledAt: YEAR_AGO })
  const cancelled = await insertCampaign(stores.db, { workspaceId, status: 'cancelled' })
  const [bad, good] = [
    await insertCampaign(stores.db, { workspaceId }),
    await insertCampaign(stores.db, { workspaceId }),
  ]
  await message({ campaignId: cancelled.id })
  const asked: string[] = []
  await repairMessages({
    ...fakes,
    db: stores.db,
    log,
    now: Date.now,
    produce: {
      ...produce,
      async findLostJobs() {
        throw new Error('Redis does not answer')
      },
      async add(name, payload) {
        const { campaignId: id } = payload as { campaignId: string }
        if (id === bad.id) throw new Error('a job that cannot be added')
        asked.push(`${name} ${id}`)
      },
    },
  })
  expect((await read(stuck.id)).status).toBe('pending')
  expect(asked.sort()).toEqual([`campaign.close ${cancelled.id}`, `campaign.expand ${good.id}`].sort())
})
