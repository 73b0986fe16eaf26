import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Role, roles } from '@siaran/contracts'
import { createSocketGateway, type SocketGateway } from '@siaran/realtime'
import { io } from 'socket.io-client'
import { createAuthenticator } from '../src/authenticate.js'
import { roleOfKey, type Scope, scopes } from '../src/caller.js'
import { buildServer } from '../src/server.js'
import { socketAccess } from '../src/socket-access.js'
import { openApi, type Person, type TestApi } from './open-api.js'
import { openApiProcess, servedRoutes } from './open-process.js'
import { addressOf, collectionsOf, exampleRequest, isGuarded, makeObject, operationsOf } from './operations.js'

let api: TestApi
let owner: Person
/** Tokens of nobody: each was never good, or is not any more. */
let ofNobody: Record<string, string | null>
let tokens: Record<Role, string>
/** Keys of the owner, by the role that each acts with. */
const keys: Partial<Record<Role, string>> = {}

beforeAll(async () => {
  api = await openApi()
  owner = await api.person()
  const { prisma } = api.stores.db
  const person = async (role: Role) => [role, (await api.person(role, owner.workspaceId)).token] as const
  tokens = Object.fromEntries(await Promise.all(roles.map(person))) as Record<Role, string>
  const newKey = async (scope: Scope) =>
    (await owner.call('POST', 'api-keys', { name: scope, scopes: [scope] })).body.data as { id: string; key: string }
  for (const scope of scopes) keys[roleOfKey('owner', [scope])!] = (await newKey(scope)).key

  const revoked = await newKey('admin')
  await owner.call('DELETE', `api-keys/${revoked.id}`)
  const outlived = await newKey('admin')
  await prisma.apiKey.update({ where: { id: outlived.id }, data: { expiresAt: new Date(Date.now() - 1) } })
  const formerly = await api.person('owner', owner.workspaceId)
  await prisma.session.updateMany({ where: { userId: formerly.userId }, data: { expiresAt: new Date(Date.now() - 1) } })
  const removed = await api.person('owner', owner.workspaceId)
  await prisma.user.delete({ where: { id: removed.userId } })
  const [kind, id] = owner.token.split('_')
  ofNobody = {
    'no token': null,
    'no token at all, but a word': 'garbage',
    'a token that nobody was given': `srs_${'0'.repeat(32)}_${'a'.repeat(32)}`,
    'a good id with another secret': `${kind}_${id}_${'a'.repeat(32)}`,
    'a session that has ended': formerly.token,
    'a session of somebody who is gone': removed.token,
    'a key that was revoked': revoked.key,
    'a key that has expired': outlived.key,
  }
})
afterAll(() => api.close())

const operations = () => operationsOf(api)
const unknownIds = (path: string) => collectionsOf(path).map(() => crypto.randomUUID())
test('a route without a policy stops the start', () => {
  const late = { ...api.deps, pages: [async (app: TestApi['app']) => void app.get('/open-door', () => 'hello')] }
  return expect(buildServer(late as never)).rejects.toThrow('GET /open-door declares no policy')
})

test('every route of the API stands in its document, and only the login and the gateways’ calls are for everybody', () => {
  const registered = api.app.guardedRoutes
    .filter(({ url, method }) => url.startsWith('/api/') && method !== 'HEAD')
    .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
  expect(
    operations()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(registered.sort())
  const open = operations().filter(({ policy }) => policy === 'public')
  expect(open.map(({ name }) => name).sort()).toEqual(['POST /api/v1/auth/login', 'POST /api/v1/hooks/{deviceToken}'])
})

test('401: every guarded route, for nobody, for tokens that were never good and for those that are not any more', async () => {
  for (const [who, token] of Object.entries(ofNobody))
    for (const operation of operations().filter(isGuarded)) {
      const address = addressOf(operation, unknownIds(operation.path))
      const { status } = await api.send(address, exampleRequest(operation, token))
      expect([who, operation.name, status]).toEqual([who, operation.name, 401])
    }
})

test('403: every guarded route, for each role below and for a key whose scope acts as one', async () => {
  for (const operation of operations().filter(isGuarded))
    for (const role of roles.slice(0, roles.indexOf(operation.policy)))
      for (const token of [tokens[role], keys[role]])
        if (token !== undefined) {
          const address = addressOf(operation, unknownIds(operation.path))
          const { status } = await api.send(address, exampleRequest(operation, token))
          expect([role, operation.name, status]).toEqual([role, operation.name, 403])
        }
})

test('every route lets the role that it is for do what its document shows, with an object of its own workspace', async () => {
  for (const operation of operations().filter(isGuarded))
    for (const token of [tokens[operation.policy], keys[operation.policy]])
      if (token !== undefined) {
        const ids = await Promise.all(collectionsOf(operation.path).map((of) => makeObject(api, owner, of)))
        const { status, body } = await api.send(addressOf(operation, ids), exampleRequest(operation, token))
        // Impossible now (409, or 400 for its state) is an answer as well; malformed, forbidden and not there are none.
        const isRefused =
          [401, 403, 404, 413, 415, 500, 503].includes(status) || /^request\./.test(body.error?.code ?? '')
        expect([operation.name, status, isRefused ? body : 'an answer']).toEqual([operation.name, status, 'an answer'])
      }
})

test("404: every route of an object, for another workspace's owner and key, who find nothing in any list either", async () => {
  const stranger = await api.person()
  const { key } = (await stranger.call('POST', 'api-keys', { name: 'Elsewhere', scopes: ['admin'] })).body.data
  const seen = new Set<string>()
  for (const operation of operations().filter((each) => isGuarded(each) && each.path.includes('{'))) {
    const ids = await Promise.all(collectionsOf(operation.path).map((of) => makeObject(api, owner, of)))
    for (const id of ids) seen.add(id)
    for (const token of [stranger.token, key]) {
      const { status } = await api.send(addressOf(operation, ids), exampleRequest(operation, token))
      expect([operation.name, status]).toEqual([operation.name, 404])
    }
  }
  for (const operation of operations().filter(({ method, path }) => method === 'GET' && !path.includes('{'))) {
    const path = addressOf(operation)
    const { status, body } = await api.send(path, { headers: { authorization: `Bearer ${stranger.token}` } })
    expect([path, status]).toEqual([path, 200])
    const written = JSON.stringify(body)
    expect([path, [...seen].filter((id) => written.includes(id))]).toEqual([path, []])
  }
})

test('404, or the sentence that there is no such thing: another workspace’s ids in a body that is otherwise good', async () => {
  const stranger = await api.person()
  const device = await makeObject(api, owner, 'devices')
  const lead = await makeObject(api, owner, 'leads')
  const own = await makeObject(api, stranger, 'campaigns')
  const campaign = { name: 'R', messageType: 'text', messageContent: 'Hi', scheduleType: 'manual' }
  const attempts = [
    ['POST', 'leads', { phone: '0123456789', deviceId: device }],
    ['POST', 'campaigns', { ...campaign, audienceType: 'all', accountId: device }],
    ['POST', 'campaigns', { ...campaign, audienceType: 'leads', audienceConfig: { leadIds: [lead] } }],
    ['POST', `campaigns/${own}/preview`, { leadId: lead }],
  ] as const
  for (const [method, path, body] of attempts) {
    const { status } = await stranger.call(method, path, body)
    expect([path, body, [404, 422].includes(status)]).toEqual([path, body, true])
  }
})

test('pages and operations of the running process: everybody sees that it lives, and the board is for admins, to look at', async () => {
  const routes = servedRoutes()
    .filter(({ url, method }) => !url.startsWith('/api/') && method !== 'HEAD')
    .map((route) => ({ ...route, path: route.url.replace(/[:*]\w*/g, 'x') }))
  const open = routes.filter(({ policy }) => policy === 'public')
  const closed = routes.filter(isGuarded)
  const expected = ['/healthz', '/readyz', '/metrics', '/docs/json', '/docs']
  expect(open.map(({ url }) => url)).toEqual(expect.arrayContaining(expected))
  expect(open.every(({ url }) => expected.some((path) => url.startsWith(path)))).toBe(true)
  expect(closed.every(({ url, policy }) => url.startsWith('/admin/queues') && policy === 'admin')).toBe(true)
  expect(closed.length).toBeGreaterThan(5)

  const running = await openApiProcess(api.stores, {
    SIARAN_SECRET_KEY: api.deps.config.SIARAN_SECRET_KEY.map((key) => key.toString('base64')).join(),
  })
  const visit = async (method: string, path: string, token: string | null) => {
    const headers = token === null ? {} : { headers: { authorization: `Bearer ${token}` } }
    return (await fetch(`${running.url}${path}`, { method, redirect: 'manual', ...headers })).status
  }
  try {
    for (const { method, path } of open) {
      const status = await visit(method, path, null)
      expect([method, path, [200, 301, 302, 404].includes(status) || status]).toEqual([method, path, true])
    }
    for (const { method, path } of closed) {
      const visits = async (all: readonly (string | null)[]) =>
        new Set(await Promise.all(all.map((token) => visit(method, path, token))))
      expect([method, path, await visits(Object.values(ofNobody))]).toEqual([method, path, new Set([401])])
      const below = (['viewer', 'operator'] as const).flatMap((role) => [tokens[role], keys[role]!])
      expect([method, path, await visits(below)]).toEqual([method, path, new Set([403])])
      const status = await visit(method, path, tokens.admin)
      // Of what is read, the board hides what Redis says of itself.
      const expected = method === 'GET' ? [200, 301, 302, 403, 404] : [403]
      expect([method, path, expected.includes(status) || status]).toEqual([method, path, true])
    }
    expect([running.isAlive(), running.errors]).toEqual([true, []])
  } finally {
    await running.stop()
  }
})

test('sockets: nobody gets in without a good token, and nobody watches another workspace’s campaign, or a sequence as one', async () => {
  const { db, redis } = api.stores
  const gateway: SocketGateway = createSocketGateway({
    server: api.app.server,
    redis: redis.client,
    origins: [],
    ...socketAccess(db, createAuthenticator(db, Date.now)),
    log: api.deps.log,
  })
  await gateway.start()
  const { port } = api.app.server.address() as { port: number }
  const open = (token: string | null) => {
    const socket = io(`http://127.0.0.1:${port}`, {
      auth: token === null ? {} : { token },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    })
    return new Promise<typeof socket | null>((resolve) => {
      socket.once('connect', () => resolve(socket))
      socket.once('connect_error', () => resolve(null))
    })
  }
  try {
    for (const [who, token] of Object.entries(ofNobody)) expect([who, await open(token)]).toEqual([who, null])
    const campaignId = await makeObject(api, owner, 'campaigns')
    const stranger = (await open((await api.person()).token))!
    const viewer = (await open(tokens.viewer))!
    expect(await stranger.emitWithAck('campaign:watch', { campaignId })).not.toMatchObject({ ok: true })
    expect(await viewer.emitWithAck('campaign:watch', { campaignId })).toMatchObject({ ok: true })
    const sequence = { campaignId: await makeObject(api, owner, 'sequences') }
    expect(await viewer.emitWithAck('campaign:watch', sequence)).not.toMatchObject({ ok: true })
    stranger.close()
    viewer.close()
  } finally {
    await gateway.stop()
  }
})
