import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Role, roles } from '@siaran/contracts'
import { insertCampaign, insertDevice, insertLead, nextPhone } from '@siaran/testkit'
import type { Policy } from '../src/policy.js'
import { openApi, type TestApi } from './open-api.js'

type Route = { method: string; url: string; policy: Policy }

let api: TestApi
const routes: Route[] = []
beforeAll(async () => {
  api = await openApi()
  for (const [path, methods] of Object.entries<object>((await api.send('/docs/json')).body.paths))
    for (const [method, operation] of Object.entries<{ description?: string; security?: unknown }>(methods as never)) {
      const policy = /Needs the role (\w+)\./.exec(operation.description ?? '')?.[1] ?? 'public'
      routes.push({ method: method.toUpperCase(), url: path.replace('/api/v1/', ''), policy: policy as Policy })
    }
})
afterAll(() => api.close())

const address = (url: string, id: string) => url.replace(/\{\w+\}/g, id)
const guarded = () => routes.filter(({ policy }) => policy !== 'public')

test('only the login is public', () => {
  expect(routes.length).toBeGreaterThan(30)
  expect(routes.filter(({ policy }) => policy === 'public').map(({ url }) => url)).toEqual(['auth/login'])
})

test('a route without a policy stops the start', () => {
  const late = { ...api.deps, pages: [async (app: TestApi['app']) => void app.get('/open-door', () => 'hello')] }
  return expect(import('../src/server.js').then(({ buildServer }) => buildServer(late as never))).rejects.toThrow(
    'GET /open-door declares no policy',
  )
})

test('401: every guarded route without a token and with one of nobody', async () => {
  for (const { method, url } of guarded())
    for (const token of [null, `srs_${'0'.repeat(32)}_${'a'.repeat(32)}`])
      expect([method, url, (await api.call(token, method, address(url, crypto.randomUUID()))).status]).toEqual([
        method,
        url,
        401,
      ])
})

test('403: every guarded route for the role below, and for a key without the scope; never for the role itself', async () => {
  const owner = await api.person()
  const people = Object.fromEntries(
    await Promise.all(roles.map(async (role) => [role, await api.person(role, owner.workspaceId)] as const)),
  )
  const readKey = (await owner.call('POST', 'api-keys', { name: 'r', scopes: ['read'] })).body.data.key
  for (const { method, url, policy } of guarded()) {
    const path = address(url, crypto.randomUUID())
    const below = roles[roles.indexOf(policy as Role) - 1]
    if (below !== undefined) {
      expect([method, url, below, (await api.call(people[below]!.token, method, path)).status]).toEqual([
        method,
        url,
        below,
        403,
      ])
      expect([method, url, 'key', (await api.call(readKey, method, path)).status]).toEqual([method, url, 'key', 403])
    }
    expect([method, url, (await api.call(people[policy]!.token, method, path)).status]).not.toEqual([method, url, 403])
  }
})

test("404: every route of one object, for another workspace's owner", async () => {
  const { db } = api.stores
  const owner = await api.person()
  const stranger = await api.person()
  const { workspaceId } = owner
  const ids: Record<string, string> = {
    devices: (await insertDevice(db, { workspaceId })).id,
    campaigns: (await insertCampaign(db, { workspaceId })).id,
    leads: (await insertLead(db, { workspaceId })).id,
    imports: (await db.prisma.import.create({ data: { workspaceId, mode: 'skip', status: 'pending' } })).id,
    users: (await api.person('viewer', workspaceId)).userId,
    segments: (await db.prisma.segment.create({ data: { workspaceId, name: 'Ipoh' } })).id,
    suppressions: (await db.prisma.suppression.create({ data: { workspaceId, phone: nextPhone(), reason: 'x' } })).id,
    'api-keys': (await owner.call('POST', 'api-keys', { name: 'CRM' })).body.data.id,
  }
  for (const { method, url } of guarded().filter((route) => route.url.includes('{'))) {
    const path = address(url, ids[url.split('/')[0]!]!)
    const body = method === 'PATCH' ? {} : undefined
    expect([method, url, (await stranger.call(method as 'GET', path, body)).status]).toEqual([method, url, 404])
  }
  for (const list of ['devices', 'campaigns', 'leads', 'segments', 'suppressions', 'api-keys'])
    expect([list, (await stranger.call('GET', list)).body.data]).toEqual([list, []])
})
