import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { type Role, roles } from '@siaran/contracts'
import { until } from '@siaran/testkit'
import { foundWorkspace } from '../src/first-owner.js'
import { openApi, PASSWORD, type Person, type TestApi } from './open-api.js'

let api: TestApi
let owner: Person
let admin: Person
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())
beforeEach(async () => {
  owner = await api.person()
  admin = await api.person('admin', owner.workspaceId)
})

let emails = 0
const newEmail = () => `new-${++emails}@example.com`
const logIn = (email: string, password: string) => api.call(null, 'POST', 'auth/login', { email, password })
const roleOf = async ({ userId }: Person) =>
  (await api.stores.db.prisma.user.findUnique({ where: { id: userId } }))?.role as Role | undefined
const owners = () => api.stores.db.prisma.user.count({ where: { workspaceId: owner.workspaceId, role: 'owner' } })

test('201: somebody new logs in with the password that was given', async () => {
  const email = newEmail()
  const { status, body } = await owner.call('POST', 'users', {
    email: email.toUpperCase(),
    name: ' Farid ',
    role: 'operator',
    password: 'eight-or-more',
  })
  expect([status, body]).toEqual([
    201,
    { success: true, message: 'User created', data: { id: body.data.id, email, name: 'Farid', role: 'operator' } },
  ])
  expect((await logIn(email, 'eight-or-more')).body.data.user).toEqual(body.data)
})

test('201: a password that was left out is made up, answered once, and works', async () => {
  const email = newEmail()
  const { status, body } = await owner.call('POST', 'users', { email, name: 'Farid', role: 'viewer' })
  expect([status, body.data.password]).toEqual([201, expect.stringMatching(/^[0-9A-Za-z]{20}$/)])
  expect((await logIn(email, body.data.password)).status).toBe(200)
  const shown = JSON.stringify([
    (await owner.call('GET', `users/${body.data.id}`)).body,
    (await owner.call('GET', 'users')).body,
  ])
  expect(shown).toContain(email)
  expect(shown).not.toContain(body.data.password)
  expect(shown).not.toMatch(/argon2|passwordHash/)
})

test('200: the list is paged, newest first, and holds this workspace alone', async () => {
  await api.person()
  const third = await api.person('viewer', owner.workspaceId)
  const first = await owner.call('GET', 'users?limit=2')
  expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual([third.userId, admin.userId])
  const second = await owner.call('GET', `users?limit=2&cursor=${first.body.page.nextCursor}`)
  expect(second.body.data).toEqual([{ id: owner.userId, email: owner.email, name: 'Aminah', role: 'owner' }])
  expect(second.body.page).toEqual({ nextCursor: null })
})

test('400: every field at fault is named; unknown fields are refused', async () => {
  const { status, body } = await owner.call('POST', 'users', {
    email: 'nobody',
    name: '',
    role: 'king',
    password: 'short',
    workspaceId: crypto.randomUUID(),
  })
  expect([status, body.error.code]).toEqual([400, 'request.invalid'])
  expect(body.error.details.map(({ path }: { path: string }) => path).sort()).toEqual([
    'email',
    'name',
    'password',
    'role',
    'workspaceId',
  ])
  expect((await owner.call('PATCH', `users/${admin.userId}`, { password: 'x'.repeat(129) })).status).toBe(400)
})

test('409: an email that somebody has already, with the same answer for one of another workspace', async () => {
  const stranger = await api.person()
  const answers = await Promise.all(
    [admin, stranger].map(({ email }) => owner.call('POST', 'users', { email, name: 'F', role: 'viewer' })),
  )
  for (const { status, body } of answers) expect([status, body.error.code]).toEqual([409, 'user.exists'])
  expect(new Set(answers.map(({ body }) => body.message)).size).toBe(1)
  const moved = await owner.call('PATCH', `users/${admin.userId}`, { email: stranger.email })
  expect([moved.status, moved.body.error.code]).toEqual([409, 'user.exists'])
})

test('403: nobody gives a role above their own, nor does a key of an owner', async () => {
  const { key } = (await owner.call('POST', 'api-keys', { name: 'k', scopes: ['admin'] })).body.data
  for (const token of [admin.token, key]) {
    const create = await api.call(token, 'POST', 'users', { email: newEmail(), name: 'F', role: 'owner' })
    expect([create.status, create.body.error.code]).toEqual([403, 'user.role_above_own'])
    const promote = await api.call(token, 'PATCH', `users/${admin.userId}`, { role: 'owner' })
    expect([promote.status, promote.body.error.code]).toEqual([403, 'user.role_above_own'])
    expect((await api.call(token, 'POST', 'users', { email: newEmail(), name: 'F', role: 'admin' })).status).toBe(201)
  }
  expect(await owners()).toBe(1)
})

test('403: nobody changes or removes somebody whose role is above theirs', async () => {
  for (const answer of [
    await admin.call('PATCH', `users/${owner.userId}`, { password: 'taken-over-now' }),
    await admin.call('PATCH', `users/${owner.userId}`, { role: 'viewer' }),
    await admin.call('DELETE', `users/${owner.userId}`),
  ])
    expect([answer.status, answer.body.error.code]).toEqual([403, 'user.role_above_own'])
  expect((await logIn(owner.email, PASSWORD)).status).toBe(200)
})

test('404: nobody, and somebody of another workspace', async () => {
  const stranger = await api.person('viewer', (await api.person()).workspaceId)
  for (const id of [crypto.randomUUID(), stranger.userId])
    for (const answer of [
      await owner.call('GET', `users/${id}`),
      await owner.call('PATCH', `users/${id}`, { role: 'admin', password: 'taken-over-now' }),
      await owner.call('DELETE', `users/${id}`),
    ])
      expect([answer.status, answer.body.error.code]).toEqual([404, 'user.not_found'])
  expect((await logIn(stranger.email, PASSWORD)).body.data.user.role).toBe('viewer')
})

test('409: the last owner is neither removed nor demoted, and may go when there is another', async () => {
  for (const answer of [
    await owner.call('DELETE', `users/${owner.userId}`),
    await owner.call('PATCH', `users/${owner.userId}`, { role: 'admin' }),
  ])
    expect([answer.status, answer.body.error.code]).toEqual([409, 'user.last_owner'])
  expect((await owner.call('PATCH', `users/${owner.userId}`, { role: 'owner', name: 'Still' })).status).toBe(200)
  expect((await owner.call('PATCH', `users/${admin.userId}`, { role: 'owner' })).status).toBe(200)
  expect((await owner.call('DELETE', `users/${owner.userId}`)).status).toBe(200)
  expect(await owners()).toBe(1)
})

test('409: of owners who all leave at once, one stays', async () => {
  for (let round = 0; round < 5; round++) {
    const { workspaceId } = owner
    const leaving = [owner, ...(await Promise.all([1, 2, 3].map(() => api.person('owner', workspaceId))))]
    const statuses = await Promise.all(
      leaving.map(async (one, place) =>
        place % 2 === 0
          ? (await one.call('DELETE', `users/${one.userId}`)).status
          : (await one.call('PATCH', `users/${one.userId}`, { role: 'viewer' })).status,
      ),
    )
    expect([statuses.sort(), await owners()]).toEqual([[200, 200, 200, 409], 1])
    owner = await api.person()
  }
})

test('a role that is lowered acts at once, also for the keys of the person', async () => {
  const { key } = (await admin.call('POST', 'api-keys', { name: 'k', scopes: ['admin'] })).body.data
  const statuses = async () => [
    (await admin.call('GET', 'users')).status,
    (await api.call(key, 'GET', 'users')).status,
    (await api.call(key, 'GET', 'campaigns')).status,
  ]
  expect(await statuses()).toEqual([200, 200, 200])
  expect((await owner.call('PATCH', `users/${admin.userId}`, { role: 'viewer' })).body.data.role).toBe('viewer')
  expect(await statuses()).toEqual([403, 403, 200])
  expect((await admin.call('GET', 'auth/me')).body.data.user.role).toBe('viewer')
})

test('a role that is lowered while a request is under way does not act there any more', async () => {
  const { prisma } = api.stores.db
  let promotion: ReturnType<Person['call']> | undefined
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from workspaces where id = ${owner.workspaceId}::uuid for no key update`
    const waits = async () =>
      (
        await prisma.$queryRaw<{ n: number }[]>`
        select count(*)::int as n from pg_locks l join pg_stat_activity a using (pid)
        where not l.granted and a.datname = current_database()`
      )[0]!.n > 0
    promotion = admin.call('POST', 'users', { email: newEmail(), name: 'F', role: 'admin' })
    await until(waits, 'the request waits for the lock')
    await tx.user.update({ where: { id: admin.userId }, data: { role: 'viewer' } })
  })
  const { status, body } = await promotion!
  expect([status, body.error.code]).toEqual([403, 'auth.forbidden'])
})

test('a changed password ends every login of the person and its sockets; keys stay', async () => {
  const { key } = (await admin.call('POST', 'api-keys', { name: 'k' })).body.data
  const { token: other } = (await logIn(admin.email, PASSWORD)).body.data
  const sessions = await api.stores.db.prisma.session.findMany({ where: { userId: admin.userId } })
  api.endedSockets.length = 0
  expect((await owner.call('PATCH', `users/${admin.userId}`, { password: 'a-new-password' })).status).toBe(200)
  for (const token of [admin.token, other]) expect((await api.call(token, 'GET', 'auth/me')).status).toBe(401)
  expect([...api.endedSockets].sort()).toEqual(sessions.map(({ id }) => id).sort())
  expect((await api.call(key, 'GET', 'auth/me')).status).toBe(200)
  expect((await logIn(admin.email, PASSWORD)).status).toBe(401)
  expect((await logIn(admin.email, 'a-new-password')).status).toBe(200)
  expect((await owner.call('GET', 'auth/me')).status).toBe(200)
})

test('another name or role ends no login', async () => {
  api.endedSockets.length = 0
  await owner.call('PATCH', `users/${admin.userId}`, { name: 'Siti', role: 'operator' })
  expect((await admin.call('GET', 'auth/me')).body.data.user).toMatchObject({ name: 'Siti', role: 'operator' })
  expect(api.endedSockets).toEqual([])
})

test('a login that is under way with the old password when it changes gets no session', async () => {
  for (let round = 0; round < 4; round++) {
    const person = await api.person('viewer', owner.workspaceId)
    const [changed, ...logins] = await Promise.all([
      owner.call('PATCH', `users/${person.userId}`, { password: 'a-new-password' }),
      ...[1, 2, 3].map(() => logIn(person.email, PASSWORD)),
    ])
    expect(changed!.status).toBe(200)
    for (const { body } of logins.filter(({ status }) => status === 200))
      expect((await api.call(body.data.token, 'GET', 'auth/me')).status).toBe(401)
  }
})

test('somebody who is removed is out at once, with logins, keys and sockets; what they did stays on record', async () => {
  const { id: keyId, key } = (await admin.call('POST', 'api-keys', { name: 'k' })).body.data
  const session = await api.stores.db.prisma.session.findFirstOrThrow({ where: { userId: admin.userId } })
  api.endedSockets.length = 0
  const removed = await owner.call('DELETE', `users/${admin.userId}`)
  expect([removed.status, removed.body.data]).toEqual([200, { id: admin.userId }])
  for (const token of [admin.token, key]) expect((await api.call(token, 'GET', 'auth/me')).status).toBe(401)
  expect([...api.endedSockets].sort()).toEqual([session.id, keyId].sort())
  expect((await logIn(admin.email, PASSWORD)).status).toBe(401)
  expect(await roleOf(admin)).toBeUndefined()
  expect((await owner.call('DELETE', `users/${admin.userId}`)).status).toBe(404)
  const record = await api.stores.db.prisma.auditEntry.findMany({ where: { actor: `user:${admin.userId}` } })
  expect(record.map(({ action }) => action)).toEqual(['api_key.created'])
})

test('who did what to whom is on record, without names, emails and passwords', async () => {
  const email = newEmail()
  const { id } = (await owner.call('POST', 'users', { email, name: 'Farid', role: 'viewer' })).body.data
  await admin.call('PATCH', `users/${id}`, { role: 'operator', name: 'Faridah', password: 'a-new-password' })
  await owner.call('DELETE', `users/${id}`)
  const record = await api.stores.db.prisma.auditEntry.findMany({ where: { objectId: id }, orderBy: { id: 'asc' } })
  expect(record.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
    [`user:${owner.userId}`, 'user.created', { role: 'viewer' }],
    [`user:${admin.userId}`, 'user.changed', { fields: ['name', 'role', 'password'], from: 'viewer', to: 'operator' }],
    [`user:${owner.userId}`, 'user.removed', { role: 'operator', keys: 0 }],
  ])
})

test('a workspace that has people is not founded again when its first owner is gone', async () => {
  const config = { ...api.deps.config, SIARAN_ADMIN_EMAIL: newEmail(), SIARAN_ADMIN_PASSWORD: PASSWORD }
  const before = await api.stores.db.prisma.user.count()
  await foundWorkspace({ ...api.deps, config })
  expect(await api.stores.db.prisma.user.count()).toBe(before)
})

test('every role below admin is kept from people', async () => {
  for (const role of roles.slice(0, 2)) {
    const person = await api.person(role, owner.workspaceId)
    expect((await person.call('GET', 'users')).status).toBe(403)
    expect((await person.call('PATCH', `users/${person.userId}`, { role: 'owner' })).status).toBe(403)
  }
})
