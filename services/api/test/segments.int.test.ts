import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { insertCampaign, insertDevice, insertLead, unknownId } from '@siaran/testkit'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let us: Person
beforeAll(async () => {
  api = await openApi({ SIARAN_CONFIRM_ABOVE: '2' })
})
afterAll(() => api.close())
beforeEach(async () => {
  us = await api.person('operator')
})

const db = () => api.stores.db
const create = (name: string, filter: object = {}) => us.call('POST', 'segments', { name, filter })
const created = async (filter: object = {}) => (await create('Ipoh', filter)).body.data.id as string
const campaignTo = (segmentId: string, more: object = {}) => ({
  name: 'Raya',
  messageType: 'text',
  messageContent: 'Hi {{firstName}}',
  audienceType: 'segment',
  audienceConfig: { segmentId },
  scheduleType: 'manual',
  ...more,
})

test('a segment comes back as it went in, is changed in what is named alone, and deleted', async () => {
  const { id: deviceId } = await insertDevice(db(), { workspaceId: us.workspaceId })
  const attributes = { city: 'Ipoh', visits: 3, member: true }
  const filter = { niche: 'kedai', targetStatus: 'customer', deviceIds: [deviceId], trigger: 'fair', attributes }
  const { status, body } = await create('Ipoh', filter)
  expect([status, body.data]).toMatchObject([201, { name: 'Ipoh', filter }])
  const { id } = body.data
  expect((await us.call('GET', `segments/${id}`)).body.data).toEqual(body.data)
  expect((await us.call('PATCH', `segments/${id}`, { name: 'Perak' })).body.data).toMatchObject({
    name: 'Perak',
    filter,
  })
  const replaced = await us.call('PATCH', `segments/${id}`, { filter: { niche: 'klinik' } })
  expect(replaced.body.data).toMatchObject({ name: 'Perak', filter: { niche: 'klinik' } })
  expect((await us.call('GET', 'segments')).body.data).toHaveLength(1)
  expect((await us.call('DELETE', `segments/${id}`)).body.data).toEqual({ id })
  expect((await us.call('GET', `segments/${id}`)).status).toBe(404)
})

test('it counts the leads that it holds now, of its workspace alone; an empty filter is everybody', async () => {
  const { workspaceId } = us
  const stranger = await api.person()
  for (const fields of [{ niche: 'kedai' }, { niche: 'kedai', attributes: { city: 'Ipoh' } }, {}])
    for (const workspace of [workspaceId, stranger.workspaceId])
      await insertLead(db(), { workspaceId: workspace, ...fields })
  const count = async (name: string, filter: object) =>
    (await us.call('GET', `segments/${(await create(name, filter)).body.data.id}/count`)).body.data
  expect(await count('all', {})).toEqual({ count: 3 })
  expect(await count('kedai', { niche: 'kedai' })).toEqual({ count: 2 })
  expect(await count('ipoh', { attributes: { city: 'Ipoh' } })).toEqual({ count: 1 })
})

test('400: every field of a filter at fault is named with its path', async () => {
  const { status, body } = await create('x', { niche: '', age: 3, deviceIds: [], attributes: { city: null } })
  expect([status, body.error.code]).toEqual([400, 'request.invalid'])
  const paths = body.error.details.map(({ path }: { path: string }) => path).sort()
  expect(paths).toEqual(['filter.age', 'filter.attributes.city', 'filter.deviceIds', 'filter.niche'])
})

test('409: a name that the workspace has already; another workspace may have it', async () => {
  await create('Ipoh')
  const other = (await create('Perak')).body.data
  for (const again of [await create(' Ipoh '), await us.call('PATCH', `segments/${other.id}`, { name: 'Ipoh' })])
    expect([again.status, again.body.error.code]).toEqual([409, 'segment.exists'])
  expect((await (await api.person()).call('POST', 'segments', { name: 'Ipoh', filter: {} })).status).toBe(201)
})

test("404: another workspace's device in a filter, another workspace's segment in every way", async () => {
  const them = await api.person()
  const { id: deviceId } = await insertDevice(db(), { workspaceId: them.workspaceId })
  expect((await create('x', { deviceIds: [deviceId] })).body.error.code).toBe('device.not_found')
  const id = await created()
  const patched = await us.call('PATCH', `segments/${id}`, { filter: { deviceIds: [deviceId] } })
  expect([patched.status, patched.body.error.code]).toEqual([404, 'device.not_found'])
  for (const answer of [
    await them.call('GET', `segments/${id}`),
    await them.call('GET', `segments/${id}/count`),
    await them.call('PATCH', `segments/${id}`, { name: 'x' }),
    await them.call('DELETE', `segments/${id}`),
    await them.call('POST', 'campaigns', campaignTo(id)),
    await us.call('POST', 'campaigns', campaignTo(unknownId())),
  ])
    expect([answer.status, answer.body.error.code]).toEqual([404, 'segment.not_found'])
})

test('a campaign to a segment is previewed with somebody of it, and confirmed as any other', async () => {
  const { workspaceId } = us
  for (let n = 0; n < 3; n++) await insertLead(db(), { workspaceId, niche: 'kedai', firstName: 'Siti' })
  await insertLead(db(), { workspaceId })
  const id = await created({ niche: 'kedai' })
  const campaign = (await us.call('POST', 'campaigns', campaignTo(id))).body.data
  expect(campaign).toMatchObject({ audienceType: 'segment', audienceConfig: { segmentId: id } })
  expect((await us.call('POST', `campaigns/${campaign.id}/preview`)).body.data.content).toBe('Hi Siti')
  const unconfirmed = await us.call('POST', `campaigns/${campaign.id}/start`)
  expect([unconfirmed.status, unconfirmed.body.error.details[0].recipients]).toEqual([422, 3])
  expect((await us.call('POST', `campaigns/${campaign.id}/start`, { confirm: 3 })).status).toBe(200)
})

test('404: a draft whose segment was deleted since cannot be started', async () => {
  const id = await created()
  const draft = (await us.call('POST', 'campaigns', campaignTo(id))).body.data
  expect((await us.call('DELETE', `segments/${id}`)).status).toBe(200)
  expect((await us.call('POST', `campaigns/${draft.id}/start`)).body.error.code).toBe('segment.not_found')
})

test('409: a segment that a scheduled campaign waits for is not deleted; one that has started keeps what it was', async () => {
  const id = await created()
  const fields = { workspaceId: us.workspaceId, audienceType: 'segment', audienceConfig: { segmentId: id } }
  await insertCampaign(db(), { ...fields, status: 'running', audienceFilter: {} })
  for (const waiting of [
    { status: 'scheduled', startedAt: null },
    { status: 'paused', startedAt: null, pausedAt: new Date() },
  ]) {
    const campaign = await insertCampaign(db(), { ...fields, ...waiting })
    const refused = await us.call('DELETE', `segments/${id}`)
    expect([refused.status, refused.body.error.code]).toEqual([409, 'segment.in_use'])
    expect(refused.body.error.details).toEqual([{ id: campaign.id, name: 'Raya' }])
    await db().prisma.campaign.delete({ where: { id: campaign.id } })
  }
  expect((await us.call('DELETE', `segments/${id}`)).status).toBe(200)
})

test('403: a viewer reads and does not write', async () => {
  const id = await created()
  const viewer = await api.person('viewer', us.workspaceId)
  expect((await viewer.call('GET', `segments/${id}/count`)).status).toBe(200)
  expect((await viewer.call('POST', 'segments', { name: 'x', filter: {} })).status).toBe(403)
  expect((await viewer.call('DELETE', `segments/${id}`)).status).toBe(403)
})
