import { expect, test } from '@jest/globals'
import { codeOf, sequenceWords } from './sequence-words.js'

const { api, us, db, create, created, enroll, read, act, inState, messagesOf, jobNames, underWay } = sequenceWords()

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
    api()
      .heard.filter(({ name }) => name === 'sequence:progress')
      .map(({ payload }) => (payload as { status: string }).status),
  ).toEqual(['active', 'paused', 'active'])
})

test('400: one without a step is not activated, not created active, and not emptied while it runs', async () => {
  const { id } = await created({ steps: [] })
  expect(codeOf(await act(id, 'activate'))).toEqual([400, 'sequence.no_steps'])
  expect(codeOf(await create({ steps: [], status: 'active' }))).toEqual([400, 'sequence.no_steps'])
  for (const state of ['running', 'paused'])
    expect(codeOf(await us().call('PATCH', `sequences/${await inState(state)}`, { steps: [] }))).toEqual([
      400,
      'sequence.no_steps',
    ])
  expect((await us().call('PATCH', `sequences/${await inState('draft')}`, { steps: [] })).body.data.steps).toEqual([])
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

test('DELETE: a draft is gone', async () => {
  const { id } = await created()
  const { status, body } = await us().call('DELETE', `sequences/${id}`)
  expect([status, body.data]).toEqual([200, { id, status: 'deleted' }])
  expect(codeOf(await us().call('GET', `sequences/${id}`))).toEqual([404, 'sequence.not_found'])
  expect(await db().prisma.sequenceStep.count({ where: { sequenceId: id } })).toBe(0)
})

test('DELETE: any other is archived; its journeys end, what has not left is skipped, and nothing revives it', async () => {
  const { id, leadIds } = await underWay(2)
  const [first] = await messagesOf(id, leadIds[0]!)
  await db().prisma.message.update({ where: { id: first!.id }, data: { status: 'sent', sentAt: new Date() } })
  const { status, body } = await us().call('DELETE', `sequences/${id}`)
  expect([status, body.data]).toEqual([200, { id, status: 'archived' }])
  expect(await read(id)).toMatchObject({
    status: 'archived',
    archivedAt: expect.any(String),
    enrolments: { active: 0, completed: 0, exited: 2 },
    counts: { planned: 6, sent: 1, skipped: 5 },
  })
  const contacts = (await us().call('GET', `sequences/${id}/contacts`)).body.data
  expect(contacts.map(({ exitReason }: { exitReason: string }) => exitReason)).toEqual(
    Array(2).fill('sequence_archived'),
  )
  expect(await jobNames('campaigns')).toContain('campaign.close')

  for (const action of ['activate', 'pause', 'resume'])
    expect([action, ...codeOf(await act(id, action))]).toEqual([action, 400, 'sequence.invalid_transition'])
  expect(codeOf(await us().call('DELETE', `sequences/${id}`))).toEqual([400, 'sequence.invalid_transition'])
  expect(codeOf(await us().call('PATCH', `sequences/${id}`, { name: 'Again' }))).toEqual([400, 'sequence.not_editable'])
  expect(codeOf(await enroll(id, leadIds[0]!))).toEqual([400, 'sequence.not_active'])
  const paused = await inState('paused')
  expect((await us().call('DELETE', `sequences/${paused}`)).body.data.status).toBe('archived')
})
