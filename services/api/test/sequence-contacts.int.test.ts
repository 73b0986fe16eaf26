import { expect, test } from '@jest/globals'
import { insertDevice, insertLead } from '@siaran/testkit'
import { codeOf, sequenceWords } from './sequence-words.js'

const { api, us, db, created, lead, enroll, read, inState, messagesOf, underWay } = sequenceWords()

test('enroll: the whole journey is planned at once; each lead is told apart that cannot begin, with why', async () => {
  const { id, leadIds } = await underWay(1)
  const stranger = await api().person()
  const theirs = (await insertLead(db(), { workspaceId: stranger.workspaceId })).id
  const suppressed = await insertLead(db(), { workspaceId: us().workspaceId, trigger: 'else' })
  await us().call('POST', 'suppressions', { phone: suppressed.phone, reason: 'Asked' })
  const former = await lead()
  await enroll(id, former)
  await us().call('POST', `sequences/${id}/contacts/${former}/exit`)
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
  expect(api().heard.at(-1)).toMatchObject({
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
  await insertDevice(db(), { workspaceId: us().workspaceId })
  expect((await enroll(id, leadId)).body.data.enrolled).toBe(1)
  await us().call('POST', `sequences/${id}/contacts/${leadId}/exit`)
  expect((await enroll(id, leadId)).body.data.enrolled).toBe(1)
  const { data } = (await us().call('GET', `sequences/${id}/contacts`)).body
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

  const contacts = async (query = '') => (await us().call('GET', `sequences/${id}/contacts${query}`)).body
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
  const { status, body } = await us().call('POST', `sequences/${id}/contacts/${leaving}/exit`)
  expect([status, body.data]).toEqual([200, { leadId: leaving, status: 'exited', skippedMessages: 3 }])
  expect((await messagesOf(id, leaving)).map((m) => [m.status, m.errorCode])).toEqual(
    Array(3).fill(['skipped', 'removed']),
  )
  expect((await messagesOf(id, staying)).map((m) => m.status)).toEqual(Array(3).fill('pending'))
  const { data } = (await us().call('GET', `sequences/${id}/contacts?status=exited`)).body
  expect(data).toMatchObject([{ leadId: leaving, exitReason: 'removed', nextMessageAt: null, currentStep: null }])
  const again = await us().call('POST', `sequences/${id}/contacts/${leaving}/exit`)
  expect(codeOf(again)).toEqual([400, 'sequence.not_enrolled'])
})
