import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { insertCampaign, insertDevice, insertLead, insertMessage, unknownId, until } from '@siaran/testkit'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let owner: Person
beforeAll(async () => {
  api = await openApi({ SIARAN_CONFIRM_ABOVE: '3' })
})
beforeEach(async () => {
  owner = await api.person()
  api.heard.length = 0
})
afterAll(() => api.close())

const fields = {
  name: 'Raya',
  messageType: 'text',
  messageContent: 'Hi {{firstName | default: "there"}}',
  audienceType: 'all',
  scheduleType: 'manual',
}
const create = (more: object = {}) => owner.call('POST', 'campaigns', { ...fields, ...more })
const created = async (more: object = {}) => (await create(more)).body.data.id as string
const inState = async (status: string, more: object = {}) =>
  (
    await insertCampaign(api.stores.db, {
      workspaceId: owner.workspaceId,
      status,
      pausedAt: status === 'paused' ? new Date() : null,
      failureReason: status === 'failed' ? 'no device' : null,
      ...more,
    })
  ).id
const act = (id: string, action: string, body?: object) => owner.call('POST', `campaigns/${id}/${action}`, body)
const jobNames = async (queue: string) => {
  const queues = await api.deps.produce.boardQueues()
  const found = queues.find(({ name }) => name === `{${queue}}`)
  return (await found!.getJobs()).map((job) => job.name)
}

test('manual is a draft, now is due at once, scheduled waits for its time', async () => {
  const draft = await create()
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
  const now = (await create({ scheduleType: 'now' })).body.data
  expect([now.status, Math.abs(Date.parse(now.scheduledAt) - Date.now()) < 10_000]).toEqual(['scheduled', true])
  expect(await jobNames('schedule')).toContain('campaigns.due')
  const later = (await create({ scheduleType: 'scheduled', scheduledAt: '2099-12-01T09:00' })).body.data
  expect(later).toMatchObject({ status: 'scheduled', scheduledAt: '2099-12-01T01:00:00.000Z' })
})

test('400: a template that does not parse names its line and column', async () => {
  const { status, body } = await create({ messageContent: 'Hi\n {{name' })
  expect([status, body.error.code]).toEqual([400, 'request.invalid'])
  expect(body.error.details).toEqual([expect.objectContaining({ path: 'messageContent', line: 2, column: 2 })])
})

test('400: every field at fault is listed with its path, unknown ones too', async () => {
  const { status, body } = await create({
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
  expect((await create({ audienceType: 'niche', audienceConfig: { nich: 'x' } })).body.error.details).toEqual([
    expect.objectContaining({ path: 'audienceConfig.niche' }),
    { path: 'audienceConfig.nich', message: 'There is no such field' },
  ])
})

test('422: what is well-formed but cannot be done says so, all of it', async () => {
  const impossible = async (more: object) => {
    const { status, body } = await create(more)
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
  const notATime = await create({ scheduleType: 'scheduled', scheduledAt: 'tomorrow' })
  expect([notATime.status, notATime.body.error.details[0].path]).toEqual([400, 'scheduledAt'])
})

test("404: another workspace's device; 422: another workspace's leads", async () => {
  const stranger = await api.person()
  const device = await insertDevice(api.stores.db, { workspaceId: stranger.workspaceId })
  const lead = await insertLead(api.stores.db, { workspaceId: stranger.workspaceId })
  expect((await create({ accountId: device.id })).body.error.code).toBe('device.not_found')
  expect((await create({ audienceType: 'leads', audienceConfig: { leadIds: [lead.id] } })).status).toBe(422)
})

test('a draft starts, and only once', async () => {
  const id = await created()
  const { status, body } = await act(id, 'start')
  expect([status, body.message, body.data.status]).toEqual([200, 'Campaign started successfully', 'scheduled'])
  const again = await act(id, 'start')
  expect([again.status, again.body.error.code, again.body.message]).toEqual([
    400,
    'campaign.invalid_transition',
    'Campaign is already scheduled',
  ])
})

test('of five starts that meet at the row, one is answered 200', async () => {
  const { db } = api.stores
  const id = await created()
  const waiting = async () => {
    const [row] = await db.prisma.$queryRaw<[{ n: number }]>`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return row.n
  }
  const answers: Promise<{ status: number }>[] = []
  await db.transaction(async (tx) => {
    await tx.query({ text: 'select 1 from campaigns where id = $1 for update', values: [id] })
    for (let n = 0; n < 5; n++) answers.push(act(id, 'start', {}))
    await until(async () => (await waiting()) === 5, 'all five wait for the row')
  })
  const statuses = (await Promise.all(answers)).map(({ status }) => status)
  expect(statuses.sort()).toEqual([200, 400, 400, 400, 400])
})

test('400: starting a running campaign says so', async () => {
  expect(await act(await inState('running'), 'start')).toMatchObject({
    status: 400,
    body: { success: false, message: 'Campaign is already running', error: { code: 'campaign.invalid_transition' } },
  })
})

test('400: every transition that the table does not allow', async () => {
  const allowed: Record<string, string[]> = {
    start: ['draft'],
    pause: ['scheduled', 'running'],
    resume: ['paused'],
    cancel: ['draft', 'scheduled', 'running', 'paused'],
  }
  for (const status of ['draft', 'scheduled', 'running', 'paused', 'completed', 'failed', 'cancelled'])
    for (const [action, from] of Object.entries(allowed))
      expect([status, action, (await act(await inState(status), action)).status]).toEqual([
        status,
        action,
        from.includes(status) ? 200 : 400,
      ])
})

test('422: a start above the limit needs the exact number', async () => {
  for (let n = 0; n < 4; n++) await insertLead(api.stores.db, { workspaceId: owner.workspaceId })
  const id = await created()
  const unsure = await act(id, 'start')
  expect([unsure.status, unsure.body.error.code, unsure.body.error.details[0].recipients]).toEqual([
    422,
    'campaign.confirmation_required',
    4,
  ])
  expect((await act(id, 'start', { confirm: 5 })).status).toBe(422)
  expect((await act(id, 'start', { confirm: 4 })).status).toBe(200)
  expect((await create({ scheduleType: 'now' })).status).toBe(422)
  expect((await create({ scheduleType: 'now', confirm: 4 })).status).toBe(201)
})

test('an edit of a scheduled campaign to a big audience needs the number too', async () => {
  for (let n = 0; n < 4; n++)
    await insertLead(api.stores.db, { workspaceId: owner.workspaceId, niche: n === 0 ? 'a' : 'b' })
  const id = await created({
    scheduleType: 'scheduled',
    scheduledAt: '2099-01-01T00:00:00Z',
    audienceType: 'niche',
    audienceConfig: { niche: 'a' },
  })
  const widen = (confirm?: number) => owner.call('PATCH', `campaigns/${id}`, { audienceType: 'all', confirm })
  expect((await widen()).body.error.code).toBe('campaign.confirmation_required')
  expect((await widen(4)).status).toBe(200)
  expect((await owner.call('PATCH', `campaigns/${id}`, { name: 'New' })).body.data).toMatchObject({
    name: 'New',
    audienceType: 'all',
  })
})

test('pause gives back what was queued, says since when, and tells those who watch', async () => {
  const { db } = api.stores
  const { workspaceId } = owner
  const device = await insertDevice(db, { workspaceId })
  const id = await inState('running')
  const message = await insertMessage(db, { workspaceId, campaignId: id, deviceId: device.id, status: 'queued' })
  const { status, body } = await act(id, 'pause')
  expect([status, body.data]).toEqual([200, { id, status: 'paused', pausedAt: expect.any(String) }])
  expect(await db.prisma.message.findUnique({ where: { id: message.id } })).toMatchObject({ status: 'pending' })
  expect(api.heard).toEqual([{ name: 'campaign:paused', payload: { campaignId: id, pausedAt: body.data.pausedAt } }])
  expect((await act(id, 'resume')).body.data).toEqual({ id, status: 'running' })
  expect(await jobNames('dispatch')).toContain('messages.dispatch')
  expect(await jobNames('campaigns')).toContain('campaign.expand')
})

test('a campaign that was paused before it ran is scheduled again', async () => {
  const id = await created({ scheduleType: 'scheduled', scheduledAt: '2099-01-01T00:00:00Z' })
  await act(id, 'pause')
  expect((await act(id, 'resume')).body.data).toEqual({ id, status: 'scheduled' })
})

test('cancel ends it and leaves the rest to a worker', async () => {
  const id = await inState('running')
  expect((await act(id, 'cancel')).body.data).toEqual({ id, status: 'cancelled' })
  expect(await jobNames('campaigns')).toContain('campaign.close')
})

test('an edit merges, and the whole is checked again', async () => {
  const id = await created({ throttleConfig: { messagesPerMinute: 5 }, templateVariables: { shop: 'Kedai' } })
  const { body } = await owner.call('PATCH', `campaigns/${id}`, { messageContent: 'Hello {{shop}}' })
  expect(body.data).toMatchObject({
    name: 'Raya',
    status: 'draft',
    messageContent: 'Hello {{shop}}',
    templateVariables: { shop: 'Kedai' },
    throttleConfig: { messagesPerMinute: 5 },
  })
  expect((await owner.call('PATCH', `campaigns/${id}`, { messageType: 'image' })).status).toBe(422)
  expect((await owner.call('PATCH', `campaigns/${id}`, { messageContent: '{{' })).status).toBe(400)
})

test('an edit never starts a draft; a scheduled campaign follows its schedule', async () => {
  const draft = await created()
  const time = { scheduleType: 'scheduled', scheduledAt: '2099-01-01T00:00:00Z' }
  expect((await owner.call('PATCH', `campaigns/${draft}`, time)).body.data).toMatchObject({
    status: 'draft',
    ...time,
    scheduledAt: '2099-01-01T00:00:00.000Z',
  })
  expect((await act(draft, 'start')).body.data.scheduledAt).toBe('2099-01-01T00:00:00.000Z')

  const move = (patch: object) => owner.call('PATCH', `campaigns/${draft}`, patch)
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
  const id = await inState('running')
  expect((await owner.call('PATCH', `campaigns/${id}`, { name: 'x' })).body.error.code).toBe('campaign.not_editable')
  expect((await owner.call('DELETE', `campaigns/${id}`)).body.error.code).toBe('campaign.running')
  await act(id, 'cancel')
  expect((await owner.call('DELETE', `campaigns/${id}`)).status).toBe(200)
  expect((await owner.call('GET', `campaigns/${id}`)).status).toBe(404)
})

test('201: a duplicate is a draft with its own name and no messages', async () => {
  const id = await inState('completed', { name: 'R'.repeat(200) })
  const { status, body } = await act(id, 'duplicate')
  expect([status, body.data]).toEqual([
    201,
    { id: expect.any(String), name: `${'R'.repeat(193)} (Copy)`, status: 'draft', totalRecipients: 0 },
  ])
  expect((await act(body.data.id, 'start')).status).toBe(200)
})

test('counts add up to totalRecipients, and messages come in pages', async () => {
  const { db } = api.stores
  const { workspaceId } = owner
  const device = await insertDevice(db, { workspaceId })
  const campaignId = await inState('running')
  const message = (status: string, more: object = {}) =>
    insertMessage(db, { workspaceId, campaignId, deviceId: device.id, status, ...more })
  const at = new Date()
  await message('pending')
  await message('sent', { sentAt: at })
  await message('read', { sentAt: at, deliveredAt: at, readAt: at })
  await message('failed', { errorCode: 'refused' })
  const { body } = await owner.call('GET', `campaigns/${campaignId}`)
  expect(body.data).toMatchObject({
    totalRecipients: 4,
    counts: { pending: 1, sent: 1, read: 1, failed: 1, delivered: 0 },
    metrics: { sent: 2, delivered: 1, read: 1, deliveryRate: 50, readRate: 100, failureRate: 25 },
  })
  expect((await owner.call('GET', 'campaigns?status=running')).body.data[0].totalRecipients).toBe(4)

  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page = await owner.call('GET', `campaigns/${campaignId}/messages?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
    seen.push(...page.body.data.map(({ status }: { status: string }) => status))
    cursor = page.body.page.nextCursor
  } while (cursor !== null)
  expect(seen.sort()).toEqual(['failed', 'pending', 'read', 'sent'])
  expect((await owner.call('GET', `campaigns/${campaignId}/messages?status=failed`)).body.data).toHaveLength(1)
  expect((await owner.call('GET', `campaigns/${campaignId}/messages?cursor=nonsense`)).body.error.code).toBe(
    'request.cursor_invalid',
  )
  expect((await owner.call('GET', `campaigns/${campaignId}/messages?limit=201`)).status).toBe(400)
})

test('a preview shows what a lead would read and what is missing', async () => {
  const lead = await insertLead(api.stores.db, {
    workspaceId: owner.workspaceId,
    firstName: 'Siti',
    attributes: { plan: 'Gold' },
  })
  const id = await created({ messageContent: 'Hi {{firstName}}, {{plan}} {{city}}' })
  const { body } = await act(id, 'preview', { leadId: lead.id })
  expect(body.data).toEqual({ leadId: lead.id, content: 'Hi Siti, Gold ', mediaUrl: null, missing: ['city'] })
  expect((await act(id, 'preview')).body.data.leadId).toBe(lead.id)
  expect((await act(id, 'preview', { leadId: unknownId() })).status).toBe(404)
})
