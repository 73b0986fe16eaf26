import { expect, test } from '@jest/globals'
import { insertCampaign, insertLead, unknownId, until } from '@siaran/testkit'
import type { Answer } from './open-api.js'
import { codeOf, fields, sequenceWords, text } from './sequence-words.js'

const { api, us, db, create, created, lead, read, inState, jobNames, underWay } = sequenceWords()

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
  const { body } = await us().call('POST', 'sequences', said)
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
  const edited = await us().call('PATCH', `sequences/${ours.id}`, { steps: [foreign, own, own] })
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
  expect(codeOf(await us().call('PATCH', `sequences/${hot.id}`, { nextTrigger: 'cold', name: 'Hotter' }))).toEqual([
    400,
    'sequence.circle',
  ])
  expect(await read(hot.id)).toEqual(hot)
  await us().call('DELETE', `sequences/${first.id}`)
  expect((await us().call('PATCH', `sequences/${hot.id}`, { nextTrigger: 'cold' })).status).toBe(200)
  const stranger = await api().person()
  expect((await stranger.call('POST', 'sequences', { ...fields, trigger: 'warm', nextTrigger: 'cold' })).status).toBe(
    201,
  )
})

test('of two sequences that would close a circle together at the same moment one is refused', async () => {
  const link = (trigger: string, nextTrigger: string) => create({ trigger, nextTrigger })
  let answers: Promise<Answer>[] = []
  await db().transaction(async (tx) => {
    await tx.query({ text: 'select 1 from workspaces where id = $1 for no key update', values: [us().workspaceId] })
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
  const listed = async (query: string) => (await us().call('GET', `sequences${query}`)).body
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
  expect(codeOf(await us().call('GET', 'sequences?status=running'))).toEqual([400, 'request.invalid'])
})

test("404: another workspace's sequence in every way, and another's or nobody's lead", async () => {
  const { id, leadIds } = await underWay(1)
  const them = await api().person()
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
    expect(codeOf(await us().call('POST', `sequences/${id}/contacts/${leadId}/exit`))).toEqual([404, 'lead.not_found'])
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
      const answer = await us().call(method, `campaigns/${sequence}${path}`, body)
      expect([method, path, ...codeOf(answer)]).toEqual([method, path, 404, 'campaign.not_found'])
    }
  expect((await us().call('GET', 'campaigns')).body.data).toEqual([])
  expect(await read(id)).toEqual(before)
  expect((await read(draft.id)).status).toBe('draft')
})

test('403: a viewer reads and does nothing else', async () => {
  const { id, leadIds } = await underWay(1)
  const viewer = await api().person('viewer', us().workspaceId)
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
    api().send(`/api/v1/sequences/${id}/enroll`, {
      method: 'POST',
      headers: { authorization: `Bearer ${us().token}`, 'content-type': 'application/json', 'idempotency-key': 'one' },
      body: JSON.stringify({ leadIds: [leadId] }),
    })
  const [first, second] = [await ask(), await ask()]
  expect([first.body.data.enrolled, second.body]).toEqual([1, first.body])
})
