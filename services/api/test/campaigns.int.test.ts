import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { insertDevice, insertLead, insertMessage, unknownId } from '@siaran/testkit'
import { type CampaignScene, openCampaignScene } from './campaign-scene.js'

let scene: CampaignScene
beforeAll(async () => {
  scene = await openCampaignScene()
})
beforeEach(() => scene.begin())
afterAll(() => scene.close())

test('manual is a draft, now is due at once, scheduled waits for its time', async () => {
  const draft = await scene.create()
  expect([draft.status, draft.body.data.status, draft.body.data.scheduledAt]).toEqual([201, 'draft', null])
  expect(draft.body.data).toMatchObject({
    totalRecipients: 0,
    throttleConfig: {
      messagesPerMinute: 20,
      batchSize: 100,
      delayBetweenBatches: 0,
      minDelaySeconds: 0,
      maxDelaySeconds: 0,
    },
  })
  const now = (await scene.create({ scheduleType: 'now' })).body.data
  expect([now.status, Math.abs(Date.parse(now.scheduledAt) - Date.now()) < 10_000]).toEqual(['scheduled', true])
  expect(await scene.jobNames('schedule')).toContain('campaigns.due')
  const later = (await scene.create({ scheduleType: 'scheduled', scheduledAt: '2099-12-01T09:00' })).body.data
  expect(later).toMatchObject({ status: 'scheduled', scheduledAt: '2099-12-01T01:00:00.000Z' })
})

test('400: a template that does not parse names its line and column', async () => {
  const { status, body } = await scene.create({ messageContent: 'Hi\n {{name' })
  expect([status, body.error.code]).toEqual([400, 'request.invalid'])
  expect(body.error.details).toEqual([expect.objectContaining({ path: 'messageContent', line: 2, column: 2 })])
})

test('400: every field at fault is listed with its path, unknown ones too', async () => {
  const { status, body } = await scene.create({
    name: '',
    messageType: 'fax',
    colour: 'red',
    throttleConfig: { batchSize: 0 },
  })
  expect(status).toBe(400)
  expect(body.error.details.map(({ path }: { path: string }) => path).sort()).toEqual([
    'colour',
    'messageType',
    'name',
    'throttleConfig.batchSize',
  ])
  expect((await scene.create({ audienceType: 'niche', audienceConfig: { nich: 'x' } })).body.error.details).toEqual([
    expect.objectContaining({ path: 'audienceConfig.niche' }),
    { path: 'audienceConfig.nich', message: 'There is no such field' },
  ])
})

test('422: what is well-formed but cannot be done says so, all of it', async () => {
  const impossible = async (more: object) => {
    const { status, body } = await scene.create(more)
    return [status, body.error.code, body.error.details?.map(({ path }: { path: string }) => path)]
  }
  const at = (...paths: string[]) => [422, 'campaign.impossible', paths]
  expect(await impossible({ scheduleType: 'scheduled' })).toEqual(at('scheduledAt'))
  expect(await impossible({ scheduledAt: '2099-01-01T00:00:00Z' })).toEqual(at('scheduledAt'))
  expect(await impossible({ scheduleType: 'scheduled', scheduledAt: '2020-01-01T00:00' })).toEqual(at('scheduledAt'))
  expect(await impossible({ messageType: 'image' })).toEqual(at('mediaUrl'))
  expect(await impossible({ messageContent: ' ' })).toEqual(at('messageContent'))
  expect(
    await impossible({ messageType: 'document', audienceType: 'leads', audienceConfig: { leadIds: [unknownId()] } }),
  ).toEqual(at('mediaUrl', 'audienceConfig.leadIds'))
  const notATime = await scene.create({ scheduleType: 'scheduled', scheduledAt: 'tomorrow' })
  expect([notATime.status, notATime.body.error.details[0].path]).toEqual([400, 'scheduledAt'])
})

test("404: another workspace's device; 422: another workspace's leads", async () => {
  const stranger = await scene.api.person()
  const device = await insertDevice(scene.api.stores.db, { workspaceId: stranger.workspaceId })
  const lead = await insertLead(scene.api.stores.db, { workspaceId: stranger.workspaceId })
  expect((await scene.create({ accountId: device.id })).body.error.code).toBe('device.not_found')
  expect((await scene.create({ audienceType: 'leads', audienceConfig: { leadIds: [lead.id] } })).status).toBe(422)
})

test('an edit of a scheduled campaign to a big audience needs the number too', async () => {
  for (let n = 0; n < 4; n++)
    await insertLead(scene.api.stores.db, { workspaceId: scene.owner.workspaceId, niche: n === 0 ? 'a' : 'b' })
  const id = await scene.created({
    scheduleType: 'scheduled',
    scheduledAt: '2099-01-01T00:00:00Z',
    audienceType: 'niche',
    audienceConfig: { niche: 'a' },
  })
  const widen = (confirm?: number) => scene.owner.call('PATCH', `campaigns/${id}`, { audienceType: 'all', confirm })
  expect((await widen()).body.error.code).toBe('campaign.confirmation_required')
  expect((await widen(4)).status).toBe(200)
  expect((await scene.owner.call('PATCH', `campaigns/${id}`, { name: 'New' })).body.data).toMatchObject({
    name: 'New',
    audienceType: 'all',
  })
})

test('an edit merges, and the whole is checked again', async () => {
  const id = await scene.created({ throttleConfig: { messagesPerMinute: 5 }, templateVariables: { shop: 'Kedai' } })
  const { body } = await scene.owner.call('PATCH', `campaigns/${id}`, { messageContent: 'Hello {{shop}}' })
  expect(body.data).toMatchObject({
    name: 'Raya',
    status: 'draft',
    messageContent: 'Hello {{shop}}',
    templateVariables: { shop: 'Kedai' },
    throttleConfig: { messagesPerMinute: 5 },
  })
  expect((await scene.owner.call('PATCH', `campaigns/${id}`, { messageType: 'image' })).status).toBe(422)
  expect((await scene.owner.call('PATCH', `campaigns/${id}`, { messageContent: '{{' })).status).toBe(400)
})

test('an edit never starts a draft; a scheduled campaign follows its schedule', async () => {
  const draft = await scene.created()
  const time = { scheduleType: 'scheduled', scheduledAt: '2099-01-01T00:00:00Z' }
  expect((await scene.owner.call('PATCH', `campaigns/${draft}`, time)).body.data).toMatchObject({
    status: 'draft',
    ...time,
    scheduledAt: '2099-01-01T00:00:00.000Z',
  })
  expect((await scene.act(draft, 'start')).body.data.scheduledAt).toBe('2099-01-01T00:00:00.000Z')

  const move = (patch: object) => scene.owner.call('PATCH', `campaigns/${draft}`, patch)
  expect((await move({ scheduledAt: '2099-02-01T08:00' })).body.data).toMatchObject({
    status: 'scheduled',
    scheduledAt: '2099-02-01T00:00:00.000Z',
  })
  expect((await move({ name: 'Same time' })).body.data).toMatchObject({
    status: 'scheduled',
    scheduledAt: '2099-02-01T00:00:00.000Z',
  })
  expect((await move({ scheduleType: 'manual' })).body.data).toMatchObject({ status: 'draft', scheduledAt: null })
})

test('400: editing or deleting a running campaign', async () => {
  const id = await scene.inState('running')
  expect((await scene.owner.call('PATCH', `campaigns/${id}`, { name: 'x' })).body.error.code).toBe(
    'campaign.not_editable',
  )
  expect((await scene.owner.call('DELETE', `campaigns/${id}`)).body.error.code).toBe('campaign.running')
  await scene.act(id, 'cancel')
  expect((await scene.owner.call('DELETE', `campaigns/${id}`)).status).toBe(200)
  expect((await scene.owner.call('GET', `campaigns/${id}`)).status).toBe(404)
})

test('201: a duplicate is a draft with its own name and no messages', async () => {
  const id = await scene.inState('completed', { name: 'R'.repeat(200) })
  const { status, body } = await scene.act(id, 'duplicate')
  expect([status, body.data]).toEqual([
    201,
    { id: expect.any(String), name: `${'R'.repeat(193)} (Copy)`, status: 'draft', totalRecipients: 0 },
  ])
  expect((await scene.act(body.data.id, 'start')).status).toBe(200)
})

test('counts add up to totalRecipients, and messages come in pages', async () => {
  const { db } = scene.api.stores
  const { workspaceId } = scene.owner
  const device = await insertDevice(db, { workspaceId })
  const campaignId = await scene.inState('running')
  const message = (status: string, more: object = {}) =>
    insertMessage(db, { workspaceId, campaignId, deviceId: device.id, status, ...more })
  const at = new Date()
  await message('pending')
  await message('sent', { sentAt: at })
  await message('read', { sentAt: at, deliveredAt: at, readAt: at })
  await message('failed', { errorCode: 'refused' })
  const { body } = await scene.owner.call('GET', `campaigns/${campaignId}`)
  expect(body.data).toMatchObject({
    totalRecipients: 4,
    counts: { pending: 1, sent: 1, read: 1, failed: 1, delivered: 0 },
    metrics: { sent: 2, delivered: 1, read: 1, deliveryRate: 50, readRate: 100, failureRate: 25 },
  })
  expect((await scene.owner.call('GET', 'campaigns?status=running')).body.data[0].totalRecipients).toBe(4)

  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page = await scene.owner.call(
      'GET',
      `campaigns/${campaignId}/messages?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
    )
    seen.push(...page.body.data.map(({ status }: { status: string }) => status))
    cursor = page.body.page.nextCursor
  } while (cursor !== null)
  expect(seen.sort()).toEqual(['failed', 'pending', 'read', 'sent'])
  expect((await scene.owner.call('GET', `campaigns/${campaignId}/messages?status=failed`)).body.data).toHaveLength(1)
  expect((await scene.owner.call('GET', `campaigns/${campaignId}/messages?cursor=nonsense`)).body.error.code).toBe(
    'request.cursor_invalid',
  )
  expect((await scene.owner.call('GET', `campaigns/${campaignId}/messages?limit=201`)).status).toBe(400)
})

test('a preview shows what a lead would read and what is missing', async () => {
  const lead = await insertLead(scene.api.stores.db, {
    workspaceId: scene.owner.workspaceId,
    firstName: 'Siti',
    attributes: { plan: 'Gold' },
  })
  const id = await scene.created({ messageContent: 'Hi {{firstName}}, {{plan}} {{city}}' })
  const { body } = await scene.act(id, 'preview', { leadId: lead.id })
  expect(body.data).toEqual({ leadId: lead.id, content: 'Hi Siti, Gold ', mediaUrl: null, missing: ['city'] })
  expect((await scene.act(id, 'preview')).body.data.leadId).toBe(lead.id)
  expect((await scene.act(id, 'preview', { leadId: unknownId() })).status).toBe(404)
})
