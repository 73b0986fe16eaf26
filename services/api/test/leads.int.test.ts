import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { insertCampaign, insertDevice, insertLead, insertMessage, unknownId } from '@siaran/testkit'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let us: Person
let them: Person

beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())
beforeEach(async () => {
  us = await api.person('operator')
  them = await api.person('owner')
})

const db = () => api.stores.db
const deviceOf = (workspaceId: string) => insertDevice(db(), { workspaceId })

test('a lead comes back as it went in, the phone in E.164 and an empty text as none', async () => {
  const { id: deviceId } = await deviceOf(us.workspaceId)
  const sent = {
    deviceId,
    firstName: ' Siti ',
    lastName: '',
    email: 'siti@example.com',
    niche: 'bakery',
    targetStatus: 'prospect',
    timezone: 'Asia/Jakarta',
    attributes: { city: 'Ipoh', visits: 3, member: true },
  }
  const answer = await us.call('POST', 'leads', { ...sent, phone: '012-345 6789' })
  expect(answer.status).toBe(201)
  expect(answer.body.data).toMatchObject({
    ...sent,
    phone: '+60123456789',
    firstName: 'Siti',
    lastName: null,
    company: null,
  })
  const read = await us.call('GET', `leads/${answer.body.data.id}`)
  expect(read.body).toEqual({ success: true, data: answer.body.data })
})

test('400: every field at fault is named with its path', async () => {
  const bad = await us.call('POST', 'leads', { phone: 'abc', timezone: 'Mars/Base' })
  expect([bad.status, bad.body.error.code]).toEqual([400, 'request.invalid'])
  expect(bad.body.error.details.map(({ path }: { path: string }) => path)).toEqual(['phone', 'timezone'])
  const unknown = await us.call('POST', 'leads', { phone: '0123456789', nickname: 'x', targetStatus: 'friend' })
  expect(unknown.body.error.details.map(({ path }: { path: string }) => path).sort()).toEqual([
    'nickname',
    'targetStatus',
  ])
})

test('409: a phone that this device has already, however it is written; another device may have it', async () => {
  const [one, two] = [await deviceOf(us.workspaceId), await deviceOf(us.workspaceId)]
  for (const deviceId of [one.id, two.id, undefined])
    expect((await us.call('POST', 'leads', { phone: '0123456789', deviceId })).status).toBe(201)
  for (const deviceId of [one.id, null]) {
    const again = await us.call('POST', 'leads', { phone: '+60 12 345 6789', deviceId })
    expect([again.status, again.body.error.code]).toEqual([409, 'lead.exists'])
  }
})

test("404: another workspace's device, and another workspace's lead in every way", async () => {
  const { id: deviceId } = await deviceOf(them.workspaceId)
  const foreign = await us.call('POST', 'leads', { phone: '0123456789', deviceId })
  expect([foreign.status, foreign.body.error.code]).toEqual([404, 'device.not_found'])
  const { id } = await insertLead(db(), { workspaceId: them.workspaceId })
  for (const [method, body] of [['GET'], ['PATCH', { firstName: 'x' }], ['PATCH', { phone: 'x' }], ['DELETE']] as const)
    expect((await us.call(method, `leads/${id}`, body)).body.error.code).toBe('lead.not_found')
  expect((await us.call('GET', 'leads')).body.data).toEqual([])
})

test('403: a viewer reads and does not write', async () => {
  const viewer = await api.person('viewer', us.workspaceId)
  const { id } = await insertLead(db(), { workspaceId: us.workspaceId })
  expect((await viewer.call('GET', 'leads')).status).toBe(200)
  expect((await viewer.call('GET', `leads/${id}`)).status).toBe(200)
  for (const [method, path] of [
    ['POST', 'leads'],
    ['PATCH', `leads/${id}`],
    ['DELETE', `leads/${id}`],
  ] as const)
    expect((await viewer.call(method, path, method === 'DELETE' ? undefined : { phone: '0123456789' })).status).toBe(
      403,
    )
})

test('the list is filtered, newest first, and paged without a gap or a repetition', async () => {
  const { workspaceId } = us
  const { id: deviceId } = await deviceOf(workspaceId)
  for (let i = 0; i < 5; i++)
    await insertLead(db(), { workspaceId, niche: 'bakery', targetStatus: 'customer', trigger: 'fair', deviceId })
  await insertLead(db(), { workspaceId, niche: 'garage' })
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const { body } = await us.call(
      'GET',
      `leads?limit=2&niche=bakery&targetStatus=customer&trigger=fair&deviceId=${deviceId}${cursor}`,
    )
    seen.push(...body.data.map(({ id }: { id: string }) => id))
    if (body.page.nextCursor === null) break
    cursor = `&cursor=${body.page.nextCursor}`
  }
  expect(seen).toHaveLength(5)
  expect(seen).toEqual([...new Set(seen)].sort().reverse())
})

test.each([
  ['siti', ['Siti']],
  ['AMINAH siti', ['Siti']],
  ['kedai', ['Siti', 'Ali']],
  ['ali@', ['Ali']],
  ['012-345 6789', ['Siti']],
  ['+6012345', ['Siti']],
  ['100%', ['Ali']],
  ['%', ['Ali']],
  ['_', []],
  ['nobody', []],
])('searching for %j finds %j', async (search, found) => {
  const { workspaceId } = us
  await insertLead(db(), {
    workspaceId,
    phone: '+60123456789',
    firstName: 'Siti',
    lastName: 'Aminah',
    company: 'Kedai Roti',
  })
  await insertLead(db(), {
    workspaceId,
    phone: '+60198765432',
    firstName: 'Ali',
    email: 'ali@example.com',
    company: '100% Kedai',
  })
  const { body } = await us.call('GET', `leads?search=${encodeURIComponent(search)}`)
  expect(body.data.map(({ firstName }: { firstName: string }) => firstName).reverse()).toEqual(found)
})

test('a change touches what it names alone; 409 where it would make a second of a phone', async () => {
  const { workspaceId } = us
  const lead = await insertLead(db(), { workspaceId, company: 'Kedai', attributes: { city: 'Ipoh', age: 3 } })
  const other = await insertLead(db(), { workspaceId })
  const changed = await us.call('PATCH', `leads/${lead.id}`, {
    phone: '0198765432',
    firstName: null,
    attributes: { city: 'KL' },
  })
  expect(changed.body.data).toMatchObject({
    phone: '+60198765432',
    firstName: null,
    company: 'Kedai',
    attributes: { city: 'KL' },
  })
  expect(changed.body.data.updatedAt > lead.updatedAt.toISOString()).toBe(true)
  expect((await us.call('PATCH', `leads/${lead.id}`, { phone: other.phone })).body.error.code).toBe('lead.exists')
  expect((await us.call('PATCH', `leads/${lead.id}`, { phone: '12' })).body.error.details[0].path).toBe('phone')
})

test('when a lead is deleted nothing more is sent to it, and what was sent stays accounted for', async () => {
  const { workspaceId } = us
  const { id: deviceId } = await deviceOf(workspaceId)
  const lead = await insertLead(db(), { workspaceId, deviceId })
  const campaign = await insertCampaign(db(), { workspaceId, expandedAt: new Date() })
  const message = { workspaceId, campaignId: campaign.id, deviceId, leadId: lead.id }
  await insertMessage(db(), { ...message, status: 'queued' })
  await insertMessage(db(), { ...message, status: 'sent', sentAt: new Date() })

  expect((await us.call('DELETE', `leads/${lead.id}`)).body).toMatchObject({ success: true, data: { id: lead.id } })
  const left = await db().prisma.message.findMany({ where: { campaignId: campaign.id }, orderBy: { status: 'asc' } })
  expect(left.map(({ status, errorCode, leadId }) => [status, errorCode, leadId])).toEqual([
    ['sent', null, null],
    ['skipped', 'lead_deleted', null],
  ])
  const [counters] = await db().prisma.campaignDevice.findMany({ where: { campaignId: campaign.id } })
  expect(counters).toMatchObject({ queued: 0, skipped: 1, sent: 1 })
  expect(api.heard).toContainEqual(
    expect.objectContaining({
      name: 'campaign:completed',
      payload: expect.objectContaining({ campaignId: campaign.id }),
    }),
  )
  expect((await us.call('DELETE', `leads/${lead.id}`)).status).toBe(404)
  expect((await us.call('GET', `leads/${unknownId()}`)).status).toBe(404)
})
