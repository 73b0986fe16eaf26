import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { until } from '@siaran/testkit'
import { foundWorkspace } from '../src/first-owner.js'
import { openApi, PASSWORD, type TestApi } from './open-api.js'

let api: TestApi
beforeAll(async () => {
  api = await openApi({ TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(() => api.close())

const logIn = (email: string, password: string, from = '198.51.100.7') =>
  api.send('/api/v1/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify({ email, password }),
  })

test('the first start makes one workspace and its owner, however many API processes start at once', async () => {
  const config = { ...api.deps.config, SIARAN_ADMIN_EMAIL: 'first@example.com', SIARAN_ADMIN_PASSWORD: PASSWORD }
  await Promise.all([1, 2, 3, 4].map(() => foundWorkspace({ ...api.deps, config })))
  expect(await api.stores.db.prisma.workspace.count()).toBe(1)
  const answer = await logIn('FIRST@example.com', PASSWORD)
  expect(answer.status).toBe(200)
  expect(answer.body.data).toMatchObject({ user: { role: 'owner' }, workspace: { timezone: 'Asia/Kuala_Lumpur' } })
})

test('401: a wrong password and an unknown email get the same answer', async () => {
  const { email } = await api.person()
  const wrong = await logIn(email, 'not-the-password')
  const unknown = await logIn('nobody@example.com', 'not-the-password')
  expect([wrong.status, unknown.status]).toEqual([401, 401])
  const withoutId = ({ error, ...rest }: { error: { code: string } }) => ({ ...rest, code: error.code })
  expect(withoutId(wrong.body)).toEqual(withoutId(unknown.body))
})

test('429: the sixth failed login of an account, with Retry-After, also with the right password and at once', async () => {
  const { email } = await api.person()
  const statuses = (await Promise.all(Array.from({ length: 8 }, () => logIn(email, 'wrong-password')))).map(
    (a) => a.status,
  )
  expect(statuses.filter((status) => status === 401)).toHaveLength(5)
  const answer = await logIn(email, PASSWORD)
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(800)
  expect(answer.body.error.code).toBe('auth.too_many_attempts')
})

test('a success clears the account: four failures, a login, four failures, a login', async () => {
  const { email } = await api.person()
  for (const round of [1, 2]) {
    for (let n = 0; n < 4; n++) expect((await logIn(email, 'wrong-password', `203.0.113.${round}`)).status).toBe(401)
    expect((await logIn(email, PASSWORD, `203.0.113.${round}`)).status).toBe(200)
  }
})

test('429: an address that fails with many accounts', async () => {
  for (let n = 0; n < 30; n++) expect((await logIn(`guess-${n}@example.com`, 'x', '192.0.2.1')).status).toBe(401)
  expect((await logIn('guess-31@example.com', 'x', '192.0.2.1')).status).toBe(429)
  expect((await logIn('guess-31@example.com', 'x', '192.0.2.2')).status).toBe(401)
})

test('401: no token, a token of nobody, a token with another secret, one that is over', async () => {
  const { token, userId } = await api.person()
  const forged = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')
  for (const [given, code] of [
    [null, 'auth.required'],
    ['rubbish', 'auth.invalid'],
    [forged, 'auth.invalid'],
    [`srs_${'0'.repeat(32)}_${'a'.repeat(32)}`, 'auth.invalid'],
  ] as const)
    expect(await api.call(given, 'GET', 'auth/me')).toMatchObject({ status: 401, body: { error: { code } } })
  expect((await api.call(token, 'GET', 'auth/me')).status).toBe(200)
  await api.stores.db.prisma.session.updateMany({ where: { userId }, data: { expiresAt: new Date(Date.now() - 1) } })
  expect(await api.call(token, 'GET', 'auth/me')).toMatchObject({
    status: 401,
    body: { error: { code: 'auth.expired' } },
  })
})

test('only hashes of tokens and keys are stored', async () => {
  const owner = await api.person()
  const { body } = await owner.call('POST', 'api-keys', { name: 'CRM' })
  const [stored] = await api.stores.db.prisma.$queryRaw<{ all: string }[]>`
    select string_agg(t::text, ' ') as all from (select s::text as t from sessions s union all select k::text from api_keys k) x`
  expect(stored!.all).not.toContain(owner.token.slice(-32))
  expect(stored!.all).not.toContain(body.data.key.slice(-32))
})

test('a key does what its scopes allow, and never more than its maker', async () => {
  const owner = await api.person()
  const keyOf = async (person: typeof owner, scopes: string[]) =>
    (await person.call('POST', 'api-keys', { name: scopes.join(), scopes })).body.data.key as string
  const read = await keyOf(owner, ['read'])
  const write = await keyOf(owner, ['write'])
  const admin = await keyOf(owner, ['admin'])
  const campaign = { name: 'x', messageType: 'text', messageContent: 'hi', audienceType: 'all', scheduleType: 'manual' }
  const device = { name: 'D', transport: 'simulator' }
  const statuses = async (key: string) => [
    (await api.call(key, 'GET', 'campaigns')).status,
    (await api.call(key, 'POST', 'campaigns', campaign)).status,
    (await api.call(key, 'POST', 'devices', device)).status,
    (await api.call(key, 'PATCH', 'workspace', { name: 'Y' })).status,
  ]
  expect(await statuses(read)).toEqual([200, 403, 403, 403])
  expect(await statuses(write)).toEqual([200, 201, 403, 403])
  expect(await statuses(admin)).toEqual([200, 201, 201, 403])

  await api.stores.db.prisma.user.update({ where: { id: owner.userId }, data: { role: 'viewer' } })
  expect(await statuses(admin)).toEqual([200, 403, 403, 403])
})

test('a revoked key is 401 at once and its sockets end; an expired key is 401', async () => {
  const owner = await api.person()
  const { id, key } = (await owner.call('POST', 'api-keys', { name: 'CRM' })).body.data
  expect(await api.call(key, 'GET', 'auth/me')).toMatchObject({ status: 200, body: { data: { via: 'apiKey' } } })
  await api.stores.db.prisma.apiKey.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } })
  expect(await api.call(key, 'GET', 'auth/me')).toMatchObject({
    status: 401,
    body: { error: { code: 'auth.expired' } },
  })
  const { body } = await owner.call('GET', 'api-keys')
  expect(body.data[0]).toMatchObject({ id, name: 'CRM' })
  expect(JSON.stringify(body)).not.toContain(key)
  expect((await owner.call('DELETE', `api-keys/${id}`)).status).toBe(200)
  expect(api.endedSockets).toContain(id)
  expect((await api.call(key, 'GET', 'auth/me')).status).toBe(401)
  expect((await owner.call('DELETE', `api-keys/${id}`)).status).toBe(404)
})

test('a key with an expiry: 201 in the future, 422 in the past, 400 for what is no instant', async () => {
  const owner = await api.person()
  const make = (expiresAt: unknown) => owner.call('POST', 'api-keys', { name: 'CRM', expiresAt })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  expect(await make(tomorrow)).toMatchObject({ status: 201, body: { data: { expiresAt: tomorrow } } })
  expect(await make('2999-01-01T08:00:00+08:00')).toMatchObject({
    status: 201,
    body: { data: { expiresAt: '2999-01-01T00:00:00.000Z' } },
  })
  expect(await make(null)).toMatchObject({ status: 201, body: { data: { expiresAt: null } } })
  expect(await make(new Date(Date.now() - 1).toISOString())).toMatchObject({
    status: 422,
    body: { error: { code: 'api_key.expiry_past', details: [{ path: 'expiresAt' }] } },
  })
  for (const wrong of ['tomorrow', 1_900_000_000, '2999-01-01'])
    expect(await make(wrong)).toMatchObject({ status: 400, body: { error: { details: [{ path: 'expiresAt' }] } } })
})

test('the last use of a key is on view', async () => {
  const owner = await api.person()
  const { key, lastUsedAt } = (await owner.call('POST', 'api-keys', { name: 'CRM' })).body.data
  expect(lastUsedAt).toBeNull()
  await api.call(key, 'GET', 'auth/me')
  const seen = async () => (await owner.call('GET', 'api-keys')).body.data[0].lastUsedAt
  await until(async () => (await seen()) !== null, 'the last use is written')
})

test('a workspace shows the words that it listens to, and takes its own', async () => {
  const owner = await api.person()
  const words = async () => (await owner.call('GET', 'workspace')).body.data
  expect((await words()).stopWords).toEqual(expect.arrayContaining(['stop', 'berhenti', 'henti', 'unsubscribe']))
  const { body } = await owner.call('PATCH', 'workspace', { stopWords: [' Cukup '], startWords: ['Jom'] })
  expect(body.data).toMatchObject({ stopWords: ['Cukup'], startWords: ['Jom'] })
  await owner.call('PATCH', 'workspace', { stopWords: [] })
  expect(await words()).toMatchObject({ stopWords: expect.arrayContaining(['stop']), startWords: ['Jom'] })
  expect((await owner.call('PATCH', 'workspace', { stopWords: [''] })).status).toBe(400)
})

test('422: a workspace with a time zone or a country that does not exist', async () => {
  const owner = await api.person()
  expect((await owner.call('PATCH', 'workspace', { timezone: 'Mars/Olympus' })).body.error.code).toBe(
    'workspace.invalid_timezone',
  )
  expect((await owner.call('PATCH', 'workspace', { defaultCountry: 'XX' })).body.error.code).toBe(
    'workspace.invalid_country',
  )
  const { status, body } = await owner.call('PATCH', 'workspace', { timezone: 'Asia/Jakarta', defaultCountry: 'id' })
  expect([status, body.data.timezone, body.data.defaultCountry]).toEqual([200, 'Asia/Jakarta', 'ID'])
})
