import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { insertCampaign, insertDevice, insertLead, insertSequence, nextPhone, until } from '@siaran/testkit'
import { type Answer, openApi, type Person, type TestApi } from './open-api.js'
import { makeObject } from './operations.js'

let api: TestApi
let us: Person
beforeAll(async () => {
  api = await openApi()
  us = await api.person()
})
afterAll(() => api.close())

const entries = () => api.stores.db.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } })
const db = () => api.stores.db
const device = async () => (await insertDevice(db(), { workspaceId: us.workspaceId })).id
const lead = async () => (await insertLead(db(), { workspaceId: us.workspaceId })).id
const campaign = async (status: string) => {
  const pausedAt = status === 'paused' ? new Date() : null
  return (await insertCampaign(db(), { workspaceId: us.workspaceId, status, pausedAt })).id
}
const user = async () => (await api.person('viewer', us.workspaceId)).userId
const apiKey = async () => (await us.call('POST', 'api-keys', { name: 'CRM' })).body.data.id as string
const sequence = async (status: string) => {
  const pausedAt = status === 'paused' ? new Date() : null
  return (await insertSequence(db(), { workspaceId: us.workspaceId, campaign: { status, pausedAt } })).id
}
/** An active sequence, and a lead that is on its way in it. */
const journey = async () => {
  const [id, leadId] = [await sequence('running'), await lead()]
  await device()
  await call('POST', `sequences/${id}/enroll`, { leadIds: [leadId] })
  return `${id}/contacts/${leadId}`
}
const call: Person['call'] = (...args) => us.call(...args)

/** Change nothing, or nothing that is anybody's object (the login), or are nobody of the workspace's deeds (a gateway's calls). */
const unrecorded = [
  'POST auth/login',
  'POST campaigns/{id}/preview',
  'POST hooks/{deviceToken}',
  'POST sequences/{id}/simulate',
]

/** One success of every route that changes something: prepared first, then done. */
const deeds: Record<string, () => Promise<() => Promise<Answer>>> = {
  'PATCH workspace': async () => () => call('PATCH', 'workspace', { name: 'Kedai' }),
  'POST users': async () => () => call('POST', 'users', { email: `${randomUUID()}@a.co`, name: 'F', role: 'viewer' }),
  'PATCH users/{id}': on(user, (id) => call('PATCH', `users/${id}`, { name: 'G' })),
  'DELETE users/{id}': on(user, (id) => call('DELETE', `users/${id}`)),
  'POST api-keys': async () => () => call('POST', 'api-keys', { name: 'CRM' }),
  'DELETE api-keys/{id}': on(apiKey, (id) => call('DELETE', `api-keys/${id}`)),
  'POST devices': async () => () => call('POST', 'devices', { name: 'D', transport: 'simulator' }),
  'PATCH devices/{id}': on(device, (id) => call('PATCH', `devices/${id}`, { name: 'E' })),
  'DELETE devices/{id}': on(device, (id) => call('DELETE', `devices/${id}`)),
  'POST devices/{id}/connect': on(device, (id) => call('POST', `devices/${id}/connect`)),
  'POST devices/{id}/disconnect': on(device, (id) => call('POST', `devices/${id}/disconnect`)),
  'POST devices/{id}/logout': on(device, (id) => call('POST', `devices/${id}/logout`)),
  'POST leads': async () => () => call('POST', 'leads', { phone: nextPhone() }),
  'PATCH leads/{id}': on(lead, (id) => call('PATCH', `leads/${id}`, { firstName: 'Siti' })),
  'DELETE leads/{id}': on(lead, (id) => call('DELETE', `leads/${id}`)),
  'POST leads/import': async () => () => {
    const body = new FormData()
    body.append('file', new File(['phone\n0123456789\n'], 'leads.csv'))
    const headers = { authorization: `Bearer ${us.token}` }
    return api.send('/api/v1/leads/import', { method: 'POST', headers, body })
  },
  'POST segments': async () => () => call('POST', 'segments', { name: randomUUID(), filter: {} }),
  'PATCH segments/{id}': on(segment, (id) => call('PATCH', `segments/${id}`, { filter: { niche: 'kopi' } })),
  'DELETE segments/{id}': on(segment, (id) => call('DELETE', `segments/${id}`)),
  'POST suppressions': async () => () => call('POST', 'suppressions', { phone: nextPhone(), reason: 'asked' }),
  'DELETE suppressions/{id}': on(suppression, (id) => call('DELETE', `suppressions/${id}`)),
  'POST campaigns': async () => () =>
    call('POST', 'campaigns', {
      name: 'Raya',
      messageType: 'text',
      messageContent: 'hi',
      audienceType: 'all',
      scheduleType: 'manual',
    }),
  'PATCH campaigns/{id}': on(
    () => campaign('draft'),
    (id) => call('PATCH', `campaigns/${id}`, { name: 'Y' }),
  ),
  'DELETE campaigns/{id}': on(
    () => campaign('draft'),
    (id) => call('DELETE', `campaigns/${id}`),
  ),
  'POST campaigns/{id}/start': on(
    () => campaign('draft'),
    (id) => call('POST', `campaigns/${id}/start`),
  ),
  'POST campaigns/{id}/pause': on(
    () => campaign('running'),
    (id) => call('POST', `campaigns/${id}/pause`),
  ),
  'POST campaigns/{id}/resume': on(
    () => campaign('paused'),
    (id) => call('POST', `campaigns/${id}/resume`),
  ),
  'POST campaigns/{id}/cancel': on(
    () => campaign('running'),
    (id) => call('POST', `campaigns/${id}/cancel`),
  ),
  'POST campaigns/{id}/duplicate': on(
    () => campaign('draft'),
    (id) => call('POST', `campaigns/${id}/duplicate`),
  ),
  'POST messages/{id}/resolve': on(
    () => makeObject(api, us, 'messages'),
    (id) => call('POST', `messages/${id}/resolve`, { as: 'retry' }),
  ),
  'POST sequences': async () => () => call('POST', 'sequences', { name: 'S', trigger: 'new', steps: [] }),
  'PATCH sequences/{id}': on(
    () => sequence('running'),
    (id) => call('PATCH', `sequences/${id}`, { steps: [{ messageType: 'text', messageContent: 'Hi' }] }),
  ),
  'DELETE sequences/{id}': on(
    () => sequence('running'),
    (id) => call('DELETE', `sequences/${id}`),
  ),
  'POST sequences/{id}/activate': on(
    () => sequence('draft'),
    (id) => call('POST', `sequences/${id}/activate`),
  ),
  'POST sequences/{id}/pause': on(
    () => sequence('running'),
    (id) => call('POST', `sequences/${id}/pause`),
  ),
  'POST sequences/{id}/resume': on(
    () => sequence('paused'),
    (id) => call('POST', `sequences/${id}/resume`),
  ),
  'POST sequences/{id}/enroll': on(
    () => sequence('running'),
    async (id) => call('POST', `sequences/${id}/enroll`, { leadIds: [await lead()] }),
  ),
  'POST sequences/{id}/contacts/{leadId}/exit': on(journey, (path) => call('POST', `sequences/${path}/exit`)),
}

async function segment(): Promise<string> {
  return (await call('POST', 'segments', { name: randomUUID(), filter: {} })).body.data.id
}

async function suppression(): Promise<string> {
  return (await call('POST', 'suppressions', { phone: nextPhone(), reason: 'asked' })).body.data.id
}

function on(object: () => Promise<string>, act: (id: string) => Promise<Answer>) {
  return async () => {
    const id = await object()
    return () => act(id)
  }
}

test('every route that changes something puts who did it on record, once', async () => {
  const { body } = await api.send('/docs/json')
  const changing = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'get')
      .map((method) => `${method.toUpperCase()} ${path.replace('/api/v1/', '')}`),
  )
  expect([...Object.keys(deeds), ...unrecorded].sort()).toEqual(changing.sort())
  for (const [route, prepare] of Object.entries(deeds)) {
    const act = await prepare()
    const before = await entries()
    const { status } = await act()
    const added = (await entries()).slice(before.length)
    expect([route, status < 300, added.map(({ actor, workspaceId }) => [actor, workspaceId])]).toEqual([
      route,
      true,
      [[`user:${us.userId}`, us.workspaceId]],
    ])
    expect([route, added[0]!.action, added[0]!.objectId]).toEqual([
      route,
      expect.stringMatching(/^[a-z_]+\.[a-z_]+$/),
      expect.any(String),
    ])
  }
})

test('what is refused is not on record as done', async () => {
  const viewer = await api.person('viewer', us.workspaceId)
  const running = await campaign('running')
  const before = await entries()
  const statuses = [
    await viewer.call('POST', 'devices', { name: 'D', transport: 'simulator' }),
    await us.call('POST', 'users', { email: viewer.email, name: 'F', role: 'viewer' }),
    await us.call('DELETE', `users/${us.userId}`),
    await us.call('DELETE', `api-keys/${randomUUID()}`),
    await us.call('PATCH', `devices/${randomUUID()}`, { name: 'E' }),
    await us.call('POST', `campaigns/${running}/start`),
    await us.call('DELETE', `campaigns/${running}`),
  ].map(({ status }) => status)
  expect(statuses).toEqual([403, 409, 409, 404, 404, 400, 400])
  expect(await entries()).toEqual(before)
})

test('a start or resume that several ask for at once is on record once', async () => {
  const { prisma } = db()
  for (const [action, id] of [
    ['start', await campaign('draft')],
    ['resume', await campaign('paused')],
  ] as const) {
    let answers: Promise<Answer>[] = []
    await prisma.$transaction(async (tx) => {
      await tx.$executeRaw`select 1 from campaigns where id = ${id}::uuid for update`
      answers = [1, 2, 3].map(() => us.call('POST', `campaigns/${id}/${action}`))
      const waiting = async () =>
        (
          await prisma.$queryRaw<{ n: number }[]>`
          select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`
        )[0]!.n
      await until(async () => (await waiting()) === 3, 'all have read the campaign and want to change it')
    })
    const statuses = (await Promise.all(answers)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 400, 400])
    expect((await entries()).filter(({ objectId }) => objectId === id)).toHaveLength(1)
  }
})

test('an entry cannot be changed, deleted or emptied away, not even with its workspace', async () => {
  await us.call('PATCH', 'workspace', { name: 'Kedai' })
  const before = await entries()
  expect(before.length).toBeGreaterThan(0)
  for (const attempt of [
    `update audit_entries set actor = 'system'`,
    'delete from audit_entries',
    'truncate audit_entries',
  ])
    await expect(db().pool.query(attempt)).rejects.toThrow('audit_entries is append-only')
  const stranger = await api.person()
  await stranger.call('PATCH', 'workspace', { name: 'Gone' })
  await db().prisma.workspace.delete({ where: { id: stranger.workspaceId } })
  expect((await entries()).length).toBe(before.length + 1)
})
