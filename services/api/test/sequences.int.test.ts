import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { insertCampaign, insertDevice, insertLead, insertSequence, unknownId, until } from '@siaran/testkit'
import { type Answer, openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let us: Person
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())
beforeEach(async () => {
  us = await api.person('operator')
  api.heard.length = 0
})

const db = () => api.stores.db
const text = (messageContent: string, more: object = {}) => ({ messageType: 'text', messageContent, ...more })
const fields = { name: 'Welcome', trigger: 'new', steps: [text('Hi'), text('Still there?'), text('Bye')] }
const create = (more: object = {}) => us.call('POST', 'sequences', { ...fields, ...more })
const created = async (more: object = {}) => (await create(more)).body.data
const read = async (id: string) => (await us.call('GET', `sequences/${id}`)).body.data
const act = (id: string, action: string) => us.call('POST', `sequences/${id}/${action}`)
const inState = async (status: string, more: object = {}) => {
  const pausedAt = status === 'paused' ? new Date() : null
  const endedAt = status === 'cancelled' ? new Date() : null
  const startedAt = status === 'draft' ? null : new Date()
  const campaign = { status, pausedAt, endedAt, startedAt }
  return (await insertSequence(db(), { workspaceId: us.workspaceId, campaign, ...more })).id
}
const lead = async (more: object = {}) => (await insertLead(db(), { workspaceId: us.workspaceId, ...more })).id
const enroll = (id: string, ...leadIds: string[]) => us.call('POST', `sequences/${id}/enroll`, { leadIds })
const messagesOf = (campaignId: string, leadId?: string) =>
  db().prisma.message.findMany({ where: { campaignId, leadId }, orderBy: { scheduledAt: 'asc' } })
const codeOf = ({ status, body }: Answer) => [status, body.error?.code]
const jobNames = async (queue: string) => {
  const queues = await api.deps.produce.boardQueues()
  const found = queues.find(({ name }) => name === `{${queue}}`)
  return (await found!.getJobs()).map((job) => job.name)
}

/** An active sequence of three steps with leads on their way in it. */
async function underWay(leads: number) {
  await insertDevice(db(), { workspaceId: us.workspaceId })
  const { id } = await created({ status: 'active' })
  const leadIds = await Promise.all(Array.from({ length: leads }, () => lead()))
  expect((await enroll(id, ...leadIds)).body.data.enrolled).toBe(leads)
  return { id, leadIds }
}

test('201: a sequence comes back with what everybody gets; its first step waits 5 minutes, the others a day', async () => {
  const { status, body } = await create()
  expect(status).toBe(201)
  expect(body.data).toMatchObject({
    name: 'Welcome',
    status: 'draft',
    trigger: 'new',
    niche: null,
    targetStatus: null,
    exitOnReply: true,
    reentry: 'never',
    expireAfterHours: null,
    nextTrigger: null,
    throttleConfig: { messagesPerMinute: 20, batchSize: 100, delayBetweenBatches: 0, minDelaySeconds: 0 },
    startedAt: null,
    pausedAt: null,
    archivedAt: null,
    enrolments: { active: 0, completed: 0, exited: 0 },
    counts: { planned: 0, sent: 0, delivered: 0, read: 0, replied: 0, failed: 0, skipped: 0 },
  })
  expect(body.data.steps).toMatchObject([
    { messageContent: 'Hi', mediaUrl: null, delayMinutes: 5, at: null },
    { messageContent: 'Still there?', delayMinutes: 1_440 },
    { messageContent: 'Bye', delayMinutes: 1_440 },
  ])
  expect(await read(body.data.id)).toEqual(body.data)
})

test('201: what was said is kept, all of it', async () => {
  const said = {
    name: 'Buy again',
    trigger: 'bought',
    niche: 'kopi',
    targetStatus: 'customer',
    steps: [
      { messageType: 'image', messageContent: '', mediaUrl: 'https://a.example/a.png', delayMinutes: 0, at: '09:30' },
    ],
    throttleConfig: {
      messagesPerMinute: 6,
      batchSize: 10,
      delayBetweenBatches: 500,
      minDelaySeconds: 1.5,
      maxDelaySeconds: 3,
    },
    exitOnReply: false,
    reentry: { afterDays: 30 },
    expireAfterHours: 48,
    nextTrigger: 'warm',
  }
  const { body } = await us.call('POST', 'sequences', said)
  expect(body.data).toMatchObject(said)
})

test('201: one that is created active takes leads in at once', async () => {
  const { body } = await create({ status: 'active' })
  expect([body.data.status, typeof body.data.startedAt]).toEqual(['active', 'string'])
  expect(await jobNames('enrolments')).toContain('leads.enrol')
})

test('400: every field at fault is listed with its path, those of steps too', async () => {
  const { status, body } = await create({
    trigger: ' ',
    colour: 'red',
    reentry: { afterDays: -1 },
    status: 'paused',
    steps: [text('Hi', { at: '24:00', id: unknownId() }), text('Hi', { delayMinutes: -1 })],
  })
  expect([status, body.error.code]).toEqual([400, 'request.invalid'])
  expect(body.error.details.map(({ path }: { path: string }) => path).sort()).toEqual([
    'colour',
    'reentry.afterDays',
    'status',
    'steps.0.at',
    'steps.0.id',
    'steps.1.delayMinutes',
    'trigger',
  ])
})

test('400: a template that does not parse names its step, line and column', async () => {
  const { status, body } = await create({ steps: [text('Hi'), text('Hi\n {{name')] })
  expect([status, body.error.code]).toEqual([400, 'request.invalid'])
  expect(body.error.details).toEqual([expect.objectContaining({ path: 'steps.1.messageContent', line: 2, column: 2 })])
})

test('422: a text without a text, a picture without a picture, and a step of nobody, each with its path', async () => {
  const steps = [text(' '), { messageType: 'image', messageContent: '' }]
  const refused = await create({ steps })
  expect(codeOf(refused)).toEqual([422, 'sequence.impossible'])
  expect(refused.body.error.details.map(({ path }: { path: string }) => path)).toEqual([
    'steps.0.messageContent',
    'steps.1.mediaUrl',
  ])
  const theirs = await created()
  const ours = await created()
  const foreign = { ...text('Hi'), id: theirs.steps[0].id }
  const own = { ...text('Hi'), id: ours.steps[0].id }
  const edited = await us.call('PATCH', `sequences/${ours.id}`, { steps: [foreign, own, own] })
  expect(codeOf(edited)).toEqual([422, 'sequence.impossible'])
  expect(edited.body.error.details.map(({ path }: { path: string }) => path)).toEqual(['steps.0.id', 'steps.2.id'])
  expect(await read(ours.id)).toEqual(ours)
})

test('400: sequences that lead to each other in a circle are refused when they are saved, by their names', async () => {
  const first = await created({ name: 'Cold', trigger: 'cold', nextTrigger: 'warm' })
  await create({ name: 'Warm', trigger: 'warm', nextTrigger: 'hot' })
  const closing = await create({ name: 'Hot', trigger: 'hot', nextTrigger: 'cold' })
  expect(codeOf(closing)).toEqual([400, 'sequence.circle'])
  expect([...closing.body.error.details[0].names].sort()).toEqual(['Cold', 'Hot', 'Warm'])
  expect(codeOf(await create({ trigger: 'self', nextTrigger: 'self' }))).toEqual([400, 'sequence.circle'])

  const hot = await created({ name: 'Hot', trigger: 'hot', nextTrigger: null })
  expect(codeOf(await us.call('PATCH', `sequences/${hot.id}`, { nextTrigger: 'cold', name: 'Hotter' }))).toEqual([
    400,
    'sequence.circle',
  ])
  expect(await read(hot.id)).toEqual(hot)
  await us.call('DELETE', `sequences/${first.id}`)
  expect((await us.call('PATCH', `sequences/${hot.id}`, { nextTrigger: 'cold' })).status).toBe(200)
  const stranger = await api.person()
  expect((await stranger.call('POST', 'sequences', { ...fields, trigger: 'warm', nextTrigger: 'cold' })).status).toBe(
    201,
  )
})

test('of two sequences that would close a circle together at the same moment one is refused', async () => {
  const link = (trigger: string, nextTrigger: string) => create({ trigger, nextTrigger })
  let answers: Promise<Answer>[] = []
  await db().transaction(async (tx) => {
    await tx.query({ text: 'select 1 from workspaces where id = $1 for no key update', values: [us.workspaceId] })
    answers = [link('a', 'b'), link('b', 'a')]
    const waiting = async () =>
      (
        await db().prisma.$queryRaw<{ n: number }[]>`
          select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`
      )[0]!.n
    await until(async () => (await waiting()) === 2, 'both wait for the workspace')
  })
  const statuses = (await Promise.all(answers)).map(({ status }) => status)
  expect(statuses.sort()).toEqual([201, 400])
})

test('the list shows the newest first, page by page, without steps, and those in one state alone', async () => {
  const ids = [await inState('draft'), await inState('running'), await inState('paused'), await inState('running')]
  const listed = async (query: string) => (await us.call('GET', `sequences${query}`)).body
  const first = await listed('?limit=3')
  expect(first.data.map(({ id }: { id: string }) => id)).toEqual([...ids].reverse().slice(0, 3))
  expect(first.data[0].steps).toBeUndefined()
  const second = await listed(`?limit=3&cursor=${first.page.nextCursor}`)
  expect([second.data.map(({ id }: { id: string }) => id), second.page.nextCursor]).toEqual([[ids[0]], null])
  const active = (await listed('?status=active')).data
  expect(active.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
    [ids[3], 'active'],
    [ids[1], 'active'],
  ])
  expect(codeOf(await us.call('GET', 'sequences?status=running'))).toEqual([400, 'request.invalid'])
})

test('draft → active → paused → active; what the state does not allow is 400 with a sentence', async () => {
  const { id } = await created()
  const refused = async (action: string, message: string) => {
    const answer = await act(id, action)
    expect([...codeOf(answer), answer.body.message]).toEqual([400, 'sequence.invalid_transition', message])
  }
  await refused('pause', 'A sequence that is draft cannot be paused')
  await refused('resume', 'Only a paused sequence can be resumed; this one is draft')
  const activated = await act(id, 'activate')
  expect([activated.status, activated.body.data.status]).toEqual([200, 'active'])
  const row = await db().prisma.campaign.findUniqueOrThrow({ where: { id } })
  expect([row.status, row.startedAt?.toISOString(), row.expandedAt]).toEqual([
    'running',
    activated.body.data.startedAt,
    expect.any(Date),
  ])
  expect(await jobNames('enrolments')).toContain('leads.enrol')
  await refused('activate', 'Sequence is already active')
  const paused = await act(id, 'pause')
  expect([paused.body.data.status, (await read(id)).pausedAt]).toEqual(['paused', paused.body.data.pausedAt])
  await refused('pause', 'Sequence is already paused')
  await refused('activate', 'Sequence is paused: resume it instead')
  expect((await act(id, 'resume')).body.data).toEqual({ id, status: 'active' })
  expect((await read(id)).pausedAt).toBeNull()
  expect(await jobNames('dispatch')).toContain('messages.dispatch')
  expect(await jobNames('campaigns')).not.toContain('campaign.expand')
  expect(
    api.heard
      .filter(({ name }) => name === 'sequence:progress')
      .map(({ payload }) => (payload as { status: string }).status),
  ).toEqual(['active', 'paused', 'active'])
})

test('400: one without a step is not activated, not created active, and not emptied while it runs', async () => {
  const { id } = await created({ steps: [] })
  expect(codeOf(await act(id, 'activate'))).toEqual([400, 'sequence.no_steps'])
  expect(codeOf(await create({ steps: [], status: 'active' }))).toEqual([400, 'sequence.no_steps'])
  for (const state of ['running', 'paused'])
    expect(codeOf(await us.call('PATCH', `sequences/${await inState(state)}`, { steps: [] }))).toEqual([
      400,
      'sequence.no_steps',
    ])
  expect((await us.call('PATCH', `sequences/${await inState('draft')}`, { steps: [] })).body.data.steps).toEqual([])
})

test('pause: what has a slot gives it back; nobody is enrolled until it goes on', async () => {
  const { id, leadIds } = await underWay(1)
  const [message] = await messagesOf(id)
  await db().prisma.message.update({
    where: { id: message!.id },
    data: { status: 'queued', content: 'Hi', dispatchNumber: 1 },
  })
  expect((await act(id, 'pause')).status).toBe(200)
  expect((await messagesOf(id)).map(({ status }) => status)).toEqual(['pending', 'pending', 'pending'])
  expect(codeOf(await enroll(id, leadIds[0]!))).toEqual([400, 'sequence.not_active'])
  await act(id, 'resume')
  expect((await enroll(id, leadIds[0]!)).body.data.alreadyEnrolled).toBe(1)
})

test('an edit changes what is named alone', async () => {
  const before = await created({ niche: 'kopi', nextTrigger: 'warm', reentry: { afterDays: 3 }, expireAfterHours: 5 })
  const { status, body } = await us.call('PATCH', `sequences/${before.id}`, { name: 'Hello', niche: null })
  const untouched = { added: 0, moved: 0, rewritten: 0, skipped: 0 }
  expect([status, body.data]).toEqual([200, { ...before, name: 'Hello', niche: null, messages: untouched }])
  const changes = {
    trigger: 'other',
    targetStatus: 'prospect',
    exitOnReply: false,
    reentry: 'never',
    expireAfterHours: null,
    nextTrigger: null,
    throttleConfig: { messagesPerMinute: 7 },
  }
  expect((await us.call('PATCH', `sequences/${before.id}`, changes)).body.data).toMatchObject(changes)
})

test('an edit of the steps says how many messages it added, moved and skipped; a step that keeps its id keeps the rest', async () => {
  const { id } = await underWay(2)
  const [hi, still, bye] = (await read(id)).steps
  const edit = (steps: object[]) => us.call('PATCH', `sequences/${id}`, { steps })
  const renamed = await edit([hi, { id: still.id, ...text('Are you there?') }, bye].map(written))
  expect(renamed.body.data.messages).toEqual({ added: 0, moved: 0, rewritten: 2, skipped: 0 })
  expect(renamed.body.data.steps[1]).toEqual({ ...still, messageContent: 'Are you there?' })
  const later = await edit([{ ...written(hi), delayMinutes: 10 }, written(still), written(bye)])
  expect(later.body.data.messages).toEqual({ added: 0, moved: 6, rewritten: 2, skipped: 0 })
  const changed = await edit([{ ...written(hi), delayMinutes: 10 }, written(still), text('New')])
  expect(changed.body.data.messages).toEqual({ added: 2, moved: 0, rewritten: 0, skipped: 2 })
  expect(changed.body.data.steps.map(({ messageContent }: { messageContent: string }) => messageContent)).toEqual([
    'Hi',
    'Still there?',
    'New',
  ])
  const skipped = (await messagesOf(id)).filter(({ status }) => status === 'skipped')
  expect(skipped.map(({ stepId, errorCode }) => [stepId, errorCode])).toEqual(Array(2).fill([bye.id, 'step_removed']))
  expect((await read(id)).counts).toMatchObject({ planned: 8, skipped: 2 })
})

/** A step as one writes it, of one that was read. */
const written = ({ counts: _, ...step }: { counts?: object; [field: string]: unknown }) => step

test('DELETE: a draft is gone', async () => {
  const { id } = await created()
  const { status, body } = await us.call('DELETE', `sequences/${id}`)
  expect([status, body.data]).toEqual([200, { id, status: 'deleted' }])
  expect(codeOf(await us.call('GET', `sequences/${id}`))).toEqual([404, 'sequence.not_found'])
  expect(await db().prisma.sequenceStep.count({ where: { sequenceId: id } })).toBe(0)
})

test('DELETE: any other is archived; its journeys end, what has not left is skipped, and nothing revives it', async () => {
  const { id, leadIds } = await underWay(2)
  const [first] = await messagesOf(id, leadIds[0]!)
  await db().prisma.message.update({ where: { id: first!.id }, data: { status: 'sent', sentAt: new Date() } })
  const { status, body } = await us.call('DELETE', `sequences/${id}`)
  expect([status, body.data]).toEqual([200, { id, status: 'archived' }])
  expect(await read(id)).toMatchObject({
    status: 'archived',
    archivedAt: expect.any(String),
    enrolments: { active: 0, completed: 0, exited: 2 },
    counts: { planned: 6, sent: 1, skipped: 5 },
  })
  const contacts = (await us.call('GET', `sequences/${id}/contacts`)).body.data
  expect(contacts.map(({ exitReason }: { exitReason: string }) => exitReason)).toEqual(
    Array(2).fill('sequence_archived'),
  )
  expect(await jobNames('campaigns')).toContain('campaign.close')

  for (const action of ['activate', 'pause', 'resume'])
    expect([action, ...codeOf(await act(id, action))]).toEqual([action, 400, 'sequence.invalid_transition'])
  expect(codeOf(await us.call('DELETE', `sequences/${id}`))).toEqual([400, 'sequence.invalid_transition'])
  expect(codeOf(await us.call('PATCH', `sequences/${id}`, { name: 'Again' }))).toEqual([400, 'sequence.not_editable'])
  expect(codeOf(await enroll(id, leadIds[0]!))).toEqual([400, 'sequence.not_active'])
  const paused = await inState('paused')
  expect((await us.call('DELETE', `sequences/${paused}`)).body.data.status).toBe('archived')
})

test('enroll: the whole journey is planned at once; each lead is told apart that cannot begin, with why', async () => {
  const { id, leadIds } = await underWay(1)
  const stranger = await api.person()
  const theirs = (await insertLead(db(), { workspaceId: stranger.workspaceId })).id
  const suppressed = await insertLead(db(), { workspaceId: us.workspaceId, trigger: 'else' })
  await us.call('POST', 'suppressions', { phone: suppressed.phone, reason: 'Asked' })
  const former = await lead()
  await enroll(id, former)
  await us.call('POST', `sequences/${id}/contacts/${former}/exit`)
  const fresh = await lead({ trigger: 'something else' })

  const { status, body } = await enroll(id, leadIds[0]!, theirs, suppressed.id, former, fresh, fresh)
  expect(status).toBe(200)
  expect(body.data).toEqual({
    enrolled: 1,
    alreadyEnrolled: 1,
    refused: [
      { leadId: theirs, reason: 'not_found' },
      { leadId: suppressed.id, reason: 'suppressed' },
      { leadId: former, reason: 'no_reentry' },
    ],
  })
  expect(await messagesOf(id, fresh)).toHaveLength(3)
  expect(api.heard.at(-1)).toMatchObject({
    name: 'sequence:progress',
    payload: {
      sequenceId: id,
      status: 'active',
      counts: { planned: 9, skipped: 3 },
      enrolments: { active: 2, exited: 1 },
    },
  })
})

test('enroll: without any device nobody begins; who may come again, does', async () => {
  const { id } = await created({ status: 'active', reentry: { afterDays: 0 } })
  const leadId = await lead()
  expect((await enroll(id, leadId)).body.data.refused).toEqual([{ leadId, reason: 'no_device' }])
  await insertDevice(db(), { workspaceId: us.workspaceId })
  expect((await enroll(id, leadId)).body.data.enrolled).toBe(1)
  await us.call('POST', `sequences/${id}/contacts/${leadId}/exit`)
  expect((await enroll(id, leadId)).body.data.enrolled).toBe(1)
  const { data } = (await us.call('GET', `sequences/${id}/contacts`)).body
  expect(data.map(({ status }: { status: string }) => status)).toEqual(['active', 'exited'])
})

test('400: only an active sequence enrols', async () => {
  const leadId = await lead()
  for (const state of ['draft', 'paused', 'cancelled'])
    expect([state, ...codeOf(await enroll(await inState(state), leadId))]).toEqual([state, 400, 'sequence.not_active'])
  expect(codeOf(await enroll(await inState('running')))).toEqual([400, 'request.invalid'])
})

test('contacts: where each is and when its next message goes, newest first, page by page and by state', async () => {
  const { id, leadIds } = await underWay(3)
  const [done, midway, fresh] = leadIds as [string, string, string]
  const sent = { status: 'sent', sentAt: new Date() }
  const [first] = await messagesOf(id, midway)
  await db().prisma.message.update({ where: { id: first!.id }, data: sent })
  await db().prisma.message.updateMany({ where: { campaignId: id, leadId: done }, data: sent })
  const ended = { status: 'completed', endedAt: new Date() }
  await db().prisma.enrolment.updateMany({ where: { leadId: done }, data: ended })

  const contacts = async (query = '') => (await us.call('GET', `sequences/${id}/contacts${query}`)).body
  const { data } = await contacts()
  const byLead = Object.fromEntries(data.map((contact: { leadId: string }) => [contact.leadId, contact]))
  const at = async (leadId: string, step: number) => (await messagesOf(id, leadId))[step - 1]!.scheduledAt.toISOString()
  expect(byLead[fresh]).toMatchObject({ status: 'active', currentStep: 1, nextMessageAt: await at(fresh, 1) })
  expect(byLead[midway]).toMatchObject({ status: 'active', currentStep: 2, nextMessageAt: await at(midway, 2) })
  expect(Object.keys(byLead[done]).sort()).toEqual([
    'currentStep',
    'enrolledAt',
    'exitReason',
    'leadId',
    'nextMessageAt',
    'phone',
    'status',
  ])
  expect(byLead[done]).toMatchObject({ status: 'completed', currentStep: 3, nextMessageAt: null, exitReason: null })
  expect((await contacts('?status=completed')).data).toEqual([byLead[done]])
  const page = await contacts('?limit=2')
  const rest = await contacts(`?limit=2&cursor=${page.page.nextCursor}`)
  expect([...page.data, ...rest.data]).toEqual(data)
  expect((await read(id)).enrolments).toEqual({ active: 2, completed: 1, exited: 0 })
})

test('the counts of a step are cumulative, and stand apart from those of the others', async () => {
  const { id, leadIds } = await underWay(2)
  const now = new Date()
  const reached = { sentAt: now, deliveredAt: now, readAt: now, repliedAt: now }
  const [first, second] = await messagesOf(id, leadIds[0]!)
  await db().prisma.message.update({ where: { id: first!.id }, data: { status: 'read', ...reached } })
  await db().prisma.message.update({ where: { id: second!.id }, data: { status: 'failed', errorCode: 'refused' } })
  const { steps, counts } = await read(id)
  const none = { planned: 2, sent: 0, delivered: 0, read: 0, replied: 0, failed: 0, skipped: 0 }
  expect(steps.map((step: { counts: object }) => step.counts)).toEqual([
    { ...none, sent: 1, delivered: 1, read: 1, replied: 1 },
    { ...none, failed: 1 },
    none,
  ])
  expect(counts).toEqual({ planned: 6, sent: 1, delivered: 1, read: 1, replied: 1, failed: 1, skipped: 0 })
})

test('exit: what has not left to the lead never will; the others go on', async () => {
  const { id, leadIds } = await underWay(2)
  const [leaving, staying] = leadIds as [string, string]
  const { status, body } = await us.call('POST', `sequences/${id}/contacts/${leaving}/exit`)
  expect([status, body.data]).toEqual([200, { leadId: leaving, status: 'exited', skippedMessages: 3 }])
  expect((await messagesOf(id, leaving)).map((m) => [m.status, m.errorCode])).toEqual(
    Array(3).fill(['skipped', 'removed']),
  )
  expect((await messagesOf(id, staying)).map((m) => m.status)).toEqual(Array(3).fill('pending'))
  const { data } = (await us.call('GET', `sequences/${id}/contacts?status=exited`)).body
  expect(data).toMatchObject([{ leadId: leaving, exitReason: 'removed', nextMessageAt: null, currentStep: null }])
  const again = await us.call('POST', `sequences/${id}/contacts/${leaving}/exit`)
  expect(codeOf(again)).toEqual([400, 'sequence.not_enrolled'])
})

test("404: another workspace's sequence in every way, and another's or nobody's lead", async () => {
  const { id, leadIds } = await underWay(1)
  const them = await api.person()
  const theirLead = (await insertLead(db(), { workspaceId: them.workspaceId })).id
  const attempts = (sequence: string) =>
    [
      ['GET', `sequences/${sequence}`],
      ['PATCH', `sequences/${sequence}`, { name: 'x' }],
      ['PATCH', `sequences/${sequence}`, { steps: [text('x')] }],
      ['DELETE', `sequences/${sequence}`],
      ['POST', `sequences/${sequence}/activate`],
      ['POST', `sequences/${sequence}/pause`],
      ['POST', `sequences/${sequence}/resume`],
      ['POST', `sequences/${sequence}/enroll`, { leadIds: [theirLead] }],
      ['GET', `sequences/${sequence}/contacts`],
      ['POST', `sequences/${sequence}/contacts/${leadIds[0]}/exit`],
      ['POST', `sequences/${sequence}/contacts/${theirLead}/exit`],
    ] as const
  const before = await read(id)
  const campaign = (await insertCampaign(db(), { workspaceId: them.workspaceId })).id
  for (const sequence of [id, unknownId(), campaign])
    for (const [method, path, body] of attempts(sequence))
      expect([method, path, ...codeOf(await them.call(method, path, body))]).toEqual([
        method,
        path,
        404,
        'sequence.not_found',
      ])
  expect(await read(id)).toEqual(before)
  for (const leadId of [theirLead, unknownId()])
    expect(codeOf(await us.call('POST', `sequences/${id}/contacts/${leadId}/exit`))).toEqual([404, 'lead.not_found'])
})

test('404: no route of a campaign knows a sequence, and no list of campaigns shows one', async () => {
  const { id, leadIds } = await underWay(1)
  const before = await read(id)
  const draft = await created()
  for (const sequence of [id, draft.id])
    for (const [method, path, body] of [
      ['GET', ''],
      ['PATCH', '', { name: 'x' }],
      ['DELETE', ''],
      ...['start', 'pause', 'resume', 'cancel', 'duplicate'].map((action) => ['POST', `/${action}`] as const),
      ['POST', '/preview', { leadId: leadIds[0] }],
      ['GET', '/messages'],
    ] as const) {
      const answer = await us.call(method, `campaigns/${sequence}${path}`, body)
      expect([method, path, ...codeOf(answer)]).toEqual([method, path, 404, 'campaign.not_found'])
    }
  expect((await us.call('GET', 'campaigns')).body.data).toEqual([])
  expect(await read(id)).toEqual(before)
  expect((await read(draft.id)).status).toBe('draft')
})

test('403: a viewer reads and does nothing else', async () => {
  const { id, leadIds } = await underWay(1)
  const viewer = await api.person('viewer', us.workspaceId)
  for (const path of ['sequences', `sequences/${id}`, `sequences/${id}/contacts`])
    expect([path, (await viewer.call('GET', path)).status]).toEqual([path, 200])
  for (const [method, path, body] of [
    ['POST', 'sequences', fields],
    ['PATCH', `sequences/${id}`, { name: 'x' }],
    ['DELETE', `sequences/${id}`],
    ['POST', `sequences/${id}/activate`],
    ['POST', `sequences/${id}/pause`],
    ['POST', `sequences/${id}/resume`],
    ['POST', `sequences/${id}/enroll`, { leadIds }],
    ['POST', `sequences/${id}/contacts/${leadIds[0]}/exit`],
  ] as const)
    expect([method, path, (await viewer.call(method, path, body)).status]).toEqual([method, path, 403])
})

test('the same enrolment asked for twice under one key has one effect and one answer', async () => {
  const { id } = await underWay(1)
  const leadId = await lead()
  const ask = () =>
    api.send(`/api/v1/sequences/${id}/enroll`, {
      method: 'POST',
      headers: { authorization: `Bearer ${us.token}`, 'content-type': 'application/json', 'idempotency-key': 'one' },
      body: JSON.stringify({ leadIds: [leadId] }),
    })
  const [first, second] = [await ask(), await ask()]
  expect([first.body.data.enrolled, second.body]).toEqual([1, first.body])
})

describe('a simulation', () => {
  const simulate = (id: string, body: object) => us.call('POST', `sequences/${id}/simulate`, body)

  test('200: one lead’s journey, as it would be read, at the times of its own clock; nothing is written', async () => {
    const { id: deviceId } = await insertDevice(db(), { workspaceId: us.workspaceId })
    const leadId = await lead({ firstName: 'Siti', timezone: 'Asia/Jakarta', deviceId })
    const { id, steps } = await created({
      steps: [text('Hi {{firstName}}'), text('{{kota}}', { delayMinutes: 60, at: '09:00' })],
    })
    const { status, body } = await simulate(id, { leadId, startAt: '2099-03-02T01:00:00Z' })
    expect(status).toBe(200)
    expect(body.data).toEqual({
      startAt: '2099-03-02T01:00:00.000Z',
      messages: [
        {
          at: '2099-03-02T01:05:00.000Z',
          dueAt: '2099-03-02T01:05:00.000Z',
          step: 1,
          stepId: steps[0].id,
          contact: 1,
          leadId,
          deviceId,
          content: 'Hi Siti',
          missing: [],
        },
        expect.objectContaining({ at: '2099-03-03T02:00:00.000Z', step: 2, content: '', missing: ['kota'] }),
      ],
    })
    expect(await messagesOf(id)).toEqual([])
    expect(await db().prisma.enrolment.count({ where: { sequenceId: id } })).toBe(0)
  })

  test('200: so many at once share the devices, and leave at their pace', async () => {
    for (let n = 0; n < 2; n++) await insertDevice(db(), { workspaceId: us.workspaceId })
    const { id } = await created({ steps: [text('Hi', { delayMinutes: 0 })], throttleConfig: { messagesPerMinute: 1 } })
    const { body } = await simulate(id, { count: 4, startAt: '2099-03-02T01:00:00Z', days: 1 })
    const minutes = body.data.messages.map(({ at }: { at: string }) => at.slice(14, 16))
    expect(minutes).toEqual(['00', '00', '01', '01'])
    expect(new Set(body.data.messages.map(({ deviceId }: { deviceId: string }) => deviceId)).size).toBe(2)
  })

  test('400 and 404: neither a lead nor a count, both, another’s lead, no time, no step, no device', async () => {
    const { id } = await created()
    const leadId = await lead()
    for (const body of [{}, { leadId, count: 2 }, { count: 0 }, { count: 1, days: 0 }])
      expect(codeOf(await simulate(id, body))).toEqual([400, 'request.invalid'])
    expect(codeOf(await simulate(id, { count: 1 }))).toEqual([400, 'sequence.no_device'])
    await insertDevice(db(), { workspaceId: us.workspaceId })
    for (const startAt of ['soon', '9999-12-31T00:00:00Z'])
      expect(codeOf(await simulate(id, { count: 1, startAt }))).toEqual([400, 'request.invalid'])
    expect(codeOf(await simulate(id, { leadId: unknownId() }))).toEqual([404, 'lead.not_found'])
    expect(codeOf(await simulate(unknownId(), { leadId }))).toEqual([404, 'sequence.not_found'])
    expect(codeOf(await simulate((await created({ steps: [] })).id, { leadId }))).toEqual([400, 'sequence.no_steps'])
    const long = await created({ steps: Array.from({ length: 11 }, () => text('Hi')) })
    expect(codeOf(await simulate(long.id, { count: 500 }))).toEqual([400, 'request.invalid'])
  })
})

test('a workspace shows the words that it listens to, and takes its own', async () => {
  const owner = await api.person('owner', us.workspaceId)
  const words = async () => (await owner.call('GET', 'workspace')).body.data
  expect((await words()).stopWords).toEqual(expect.arrayContaining(['stop', 'berhenti', 'henti', 'unsubscribe']))
  const { body } = await owner.call('PATCH', 'workspace', { stopWords: [' Cukup '], startWords: ['Jom'] })
  expect(body.data).toMatchObject({ stopWords: ['Cukup'], startWords: ['Jom'] })
  await owner.call('PATCH', 'workspace', { stopWords: [] })
  expect(await words()).toMatchObject({ stopWords: expect.arrayContaining(['stop']), startWords: ['Jom'] })
  expect((await owner.call('PATCH', 'workspace', { stopWords: [''] })).status).toBe(400)
})
