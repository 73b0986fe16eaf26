import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { claimDueCampaigns } from '@siaran/db'
import {
  insertCampaign,
  insertDevice,
  insertLead,
  insertWorkspace,
  testLog as log,
  openTestStores,
  type TestStores,
  unknownId,
} from '@siaran/testkit'
import { expandCampaign, fail, GIVEN_UP, NO_SEGMENT, NOT_CONNECTED } from '../src/expand-campaign.js'
import { fakeLive } from './fakes.js'

let stores: TestStores
let fakes: ReturnType<typeof fakeLive>
let added: string[]
let workspaceId: string

beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(async () => {
  fakes = fakeLive()
  added = []
  workspaceId = (await insertWorkspace(stores.db)).id
})

const expand = (campaignId: string, signal = new AbortController().signal) =>
  expandCampaign(
    { db: stores.db, log, produce: { add: async (name) => void added.push(name) }, ...fakes },
    { campaignId },
    signal,
  )
const read = (id: string) => stores.db.prisma.campaign.findUniqueOrThrow({ where: { id } })
const names = () => fakes.told.map(({ name }) => name)

test('an audience becomes messages, the dispatcher is asked, and the start is told with its size', async () => {
  const { id: deviceId } = await insertDevice(stores.db, { workspaceId })
  for (let n = 0; n < 3; n++) await insertLead(stores.db, { workspaceId, deviceId })
  const { id } = await insertCampaign(stores.db, { workspaceId })
  await expand(id)
  expect(await stores.db.prisma.message.count({ where: { campaignId: id } })).toBe(3)
  expect(added).toEqual(['messages.dispatch'])
  expect(fakes.told).toMatchObject([{ name: 'campaign:started', payload: { campaignId: id, totalRecipients: 3 } }])
  expect(fakes.checked).toEqual([id])
})

test('the same job again, later or after a crash at its end, makes nothing twice', async () => {
  const { id: deviceId } = await insertDevice(stores.db, { workspaceId })
  await insertLead(stores.db, { workspaceId, deviceId })
  const { id } = await insertCampaign(stores.db, { workspaceId })
  await Promise.all([expand(id), expand(id)])
  await expand(id)
  expect(await stores.db.prisma.message.count({ where: { campaignId: id } })).toBe(1)
  expect(names()).toEqual(['campaign:started'])
})

test('an empty audience completes the campaign with a warning', async () => {
  const { id } = await insertCampaign(stores.db, { workspaceId })
  await expand(id)
  expect(await read(id)).toMatchObject({ status: 'completed', warning: expect.stringContaining('empty') })
  expect(fakes.completed).toEqual([id])
})

test('no device is connected: the campaign fails and says why, in its row and live', async () => {
  const { id: deviceId } = await insertDevice(stores.db, { workspaceId, status: 'disconnected' })
  await insertLead(stores.db, { workspaceId, deviceId })
  const { id } = await insertCampaign(stores.db, { workspaceId })
  await expand(id)
  expect(await read(id)).toMatchObject({ status: 'failed', failureReason: NOT_CONNECTED })
  expect(fakes.told).toEqual([{ name: 'campaign:failed', payload: { campaignId: id, error: NOT_CONNECTED } }])
  expect(added).toEqual(['campaign.close'])
})

test('a segment that was gone at the start: the campaign fails and says why', async () => {
  const { id: deviceId } = await insertDevice(stores.db, { workspaceId })
  await insertLead(stores.db, { workspaceId, deviceId })
  const { id } = await insertCampaign(stores.db, {
    workspaceId,
    audienceType: 'segment',
    audienceConfig: { segmentId: unknownId() },
    status: 'scheduled',
    startedAt: null,
  })
  expect((await claimDueCampaigns(stores.db)).map((campaign) => campaign.id)).toContain(id)
  await expand(id)
  expect(await read(id)).toMatchObject({ status: 'failed', failureReason: NO_SEGMENT })
  expect(await stores.db.prisma.message.count({ where: { campaignId: id } })).toBe(0)
})

test('a campaign that is paused before its job came makes nothing, and nobody is told', async () => {
  const { id: deviceId } = await insertDevice(stores.db, { workspaceId })
  await insertLead(stores.db, { workspaceId, deviceId })
  const { id } = await insertCampaign(stores.db, { workspaceId, status: 'paused', pausedAt: new Date() })
  await expand(id)
  expect(await stores.db.prisma.message.count({ where: { campaignId: id } })).toBe(0)
  expect(fakes.told).toEqual([])
})

test('a worker that is told to stop leaves the rest to another: the job is not done', async () => {
  const { id: deviceId } = await insertDevice(stores.db, { workspaceId })
  await insertLead(stores.db, { workspaceId, deviceId })
  const { id } = await insertCampaign(stores.db, { workspaceId })
  await expect(expand(id, AbortSignal.abort())).rejects.toThrow('stopping')
  await expand(id)
  expect(await stores.db.prisma.message.count({ where: { campaignId: id } })).toBe(1)
})

test('an audience that breaks its expansion every time fails its campaign with a sentence, and holds up no other', async () => {
  const { id: deviceId } = await insertDevice(stores.db, { workspaceId })
  const lead = await insertLead(stores.db, { workspaceId, deviceId, niche: 'poison' })
  await insertLead(stores.db, { workspaceId, deviceId, niche: 'good' })
  const audience = (niche: string) => ({ workspaceId, audienceType: 'niche', audienceConfig: { niche } })
  const bad = await insertCampaign(stores.db, audience('poison'))
  const good = await insertCampaign(stores.db, audience('good'))
  await stores.db.pool.query(`alter table messages add constraint poison check (recipient_phone <> '${lead.phone}')`)
  try {
    await expect(expand(bad.id)).rejects.toThrow('poison')
    await expand(good.id)
    await fail(
      { db: stores.db, log, produce: { add: async (name) => void added.push(name) }, ...fakes },
      bad.id,
      GIVEN_UP,
    )
  } finally {
    await stores.db.pool.query('alter table messages drop constraint poison')
  }
  expect(await read(bad.id)).toMatchObject({ status: 'failed', failureReason: GIVEN_UP })
  expect(await stores.db.prisma.message.count({ where: { campaignId: good.id } })).toBe(1)
  expect(names()).toEqual(['campaign:started', 'campaign:failed'])
})
