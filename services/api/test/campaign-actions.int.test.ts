import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { insertDevice, insertLead, insertMessage, until } from '@siaran/testkit'
import { type CampaignScene, openCampaignScene } from './campaign-scene.js'

let scene: CampaignScene
beforeAll(async () => {
  scene = await openCampaignScene()
})
beforeEach(() => scene.begin())
afterAll(() => scene.close())

test('a draft starts, and only once', async () => {
  const id = await scene.created()
  const { status, body } = await scene.act(id, 'start')
  expect([status, body.message, body.data.status]).toEqual([200, 'Campaign started successfully', 'scheduled'])
  const again = await scene.act(id, 'start')
  expect([again.status, again.body.error.code, again.body.message]).toEqual([
    400,
    'campaign.invalid_transition',
    'Campaign is already scheduled',
  ])
})

test('of five starts that meet at the row, one is answered 200', async () => {
  const { db } = scene.api.stores
  const id = await scene.created()
  const waiting = async () => {
    const [row] = await db.prisma.$queryRaw<[{ n: number }]>`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return row.n
  }
  const answers: Promise<{ status: number }>[] = []
  await db.transaction(async (tx) => {
    await tx.query({ text: 'select 1 from campaigns where id = $1 for update', values: [id] })
    for (let n = 0; n < 5; n++) answers.push(scene.act(id, 'start', {}))
    await until(async () => (await waiting()) === 5, 'all five wait for the row')
  })
  const statuses = (await Promise.all(answers)).map(({ status }) => status)
  expect(statuses.sort()).toEqual([200, 400, 400, 400, 400])
})

test('400: starting a running campaign says so', async () => {
  expect(await scene.act(await scene.inState('running'), 'start')).toMatchObject({
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
      expect([status, action, (await scene.act(await scene.inState(status), action)).status]).toEqual([
        status,
        action,
        from.includes(status) ? 200 : 400,
      ])
})

test('422: a start above the limit needs the exact number', async () => {
  for (let n = 0; n < 4; n++) await insertLead(scene.api.stores.db, { workspaceId: scene.owner.workspaceId })
  const id = await scene.created()
  const unsure = await scene.act(id, 'start')
  expect([unsure.status, unsure.body.error.code, unsure.body.error.details[0].recipients]).toEqual([
    422,
    'campaign.confirmation_required',
    4,
  ])
  expect((await scene.act(id, 'start', { confirm: 5 })).status).toBe(422)
  expect((await scene.act(id, 'start', { confirm: 4 })).status).toBe(200)
  expect((await scene.create({ scheduleType: 'now' })).status).toBe(422)
  expect((await scene.create({ scheduleType: 'now', confirm: 4 })).status).toBe(201)
})

test('pause gives back what was queued, says since when, and tells those who watch', async () => {
  const { db } = scene.api.stores
  const { workspaceId } = scene.owner
  const device = await insertDevice(db, { workspaceId })
  const id = await scene.inState('running')
  const message = await insertMessage(db, { workspaceId, campaignId: id, deviceId: device.id, status: 'queued' })
  const { status, body } = await scene.act(id, 'pause')
  expect([status, body.data]).toEqual([200, { id, status: 'paused', pausedAt: expect.any(String) }])
  expect(await db.prisma.message.findUnique({ where: { id: message.id } })).toMatchObject({ status: 'pending' })
  expect(scene.api.heard).toEqual([
    { name: 'campaign:paused', payload: { campaignId: id, pausedAt: body.data.pausedAt } },
  ])
  expect((await scene.act(id, 'resume')).body.data).toEqual({ id, status: 'running' })
  expect(await scene.jobNames('dispatch')).toContain('messages.dispatch')
  expect(await scene.jobNames('campaigns')).toContain('campaign.expand')
})

test('a campaign that was paused before it ran is scheduled again', async () => {
  const id = await scene.created({ scheduleType: 'scheduled', scheduledAt: '2099-01-01T00:00:00Z' })
  await scene.act(id, 'pause')
  expect((await scene.act(id, 'resume')).body.data).toEqual({ id, status: 'scheduled' })
})

test('cancel ends it and leaves the rest to a worker', async () => {
  const id = await scene.inState('running')
  expect((await scene.act(id, 'cancel')).body.data).toEqual({ id, status: 'cancelled' })
  expect(await scene.jobNames('campaigns')).toContain('campaign.close')
})
