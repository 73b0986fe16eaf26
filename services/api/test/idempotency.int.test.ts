import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { insertDevice } from '@siaran/testkit'
import type { App } from '../src/app.js'
import { buildServer } from '../src/server.js'
import { codeOf, headersOf, type IdempotencyScene, lead, openIdempotencyScene, seen } from './idempotency-scene.js'

let scene: IdempotencyScene
/** Another API process on the same stores. */
let second: { app: App; url: string }
beforeAll(async () => {
  scene = await openIdempotencyScene()
  const app = await buildServer(scene.api.deps)
  second = { app, url: await app.listen({ host: '127.0.0.1', port: 0 }) }
})
afterAll(async () => {
  await second.app.close()
  await scene.close()
})
beforeEach(() => scene.begin())

test('the same key and body gives the first answer again, and no second effect', async () => {
  const body = lead()
  const first = await scene.post('leads', body, 'order-1')
  expect(seen(first)).toEqual({ status: 201, body: first.body, replayed: null })
  for (let again = 0; again < 3; again++)
    expect(seen(await scene.post('leads', body, 'order-1'))).toEqual({
      status: 201,
      body: first.body,
      replayed: 'true',
    })
  expect(await scene.leads()).toBe(1)
})

test('20 equal requests at once, to two API processes: one effect, 20 equal answers', async () => {
  const ask = (base: string) =>
    fetch(`${base}/api/v1/devices`, {
      method: 'POST',
      headers: headersOf('at-once', scene.us.token),
      body: JSON.stringify({ name: 'D', transport: 'simulator' }),
    })
  const { port } = scene.api.app.server.address() as { port: number }
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const answer = await ask(n % 2 === 0 ? `http://127.0.0.1:${port}` : second.url)
      return { status: answer.status, body: await answer.text(), again: answer.headers.get('idempotency-replayed') }
    }),
  )
  expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1)
  expect(answers[0]!.status).toBe(201)
  expect(answers.filter(({ again }) => again === null)).toHaveLength(1)
  expect(await scene.db.prisma.device.count({ where: { workspaceId: scene.us.workspaceId } })).toBe(1)
})

test('422: the same key with another body, another path or another query', async () => {
  const body = lead()
  await scene.post('leads', body, 'k')
  for (const [path, other] of [
    ['leads', { ...body, firstName: 'Siti' }],
    ['leads?x=1', body],
    ['campaigns/00000000-0000-7000-8000-000000000000/pause', undefined],
  ] as const)
    expect(codeOf(await scene.post(path, other, 'k'))).toEqual([422, 'request.idempotency_mismatch'])
  expect(await scene.leads()).toBe(1)
})

test('a key is the own of a person: of another in the same workspace, and in another one, it is another key', async () => {
  const colleague = await scene.api.person('operator', scene.us.workspaceId)
  const stranger = await scene.api.person()
  const tokens = [scene.us, colleague, stranger].map(({ token }) => token)
  const answers = await Promise.all(tokens.map((token) => scene.post('leads', lead(), 'same', token)))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(3)
})

test('a key serves a person whether they log in or use their API key', async () => {
  const { key } = (await scene.us.call('POST', 'api-keys', { name: 'CRM' })).body.data
  const body = lead()
  const first = await scene.post('leads', body, 'k', key)
  expect(seen(await scene.post('leads', body, 'k'))).toEqual({ status: 201, body: first.body, replayed: 'true' })
})

test('what is refused before the handler is not recorded: 400, 401, 403, 413', async () => {
  const viewer = await scene.api.person('viewer', scene.us.workspaceId)
  const body = lead()
  expect((await scene.post('leads', { phone: 7 }, 'k')).status).toBe(400)
  expect((await scene.post('leads', { ...body, firstName: 'x'.repeat(1_100_000) }, 'k')).status).toBe(413)
  expect((await scene.post('leads', body, 'k', 'rubbish')).status).toBe(401)
  expect((await scene.post('leads', body, 'k', viewer.token)).status).toBe(403)
  expect(await scene.db.prisma.idempotencyKey.count({ where: { workspaceId: scene.us.workspaceId } })).toBe(0)
  expect((await scene.post('leads', body, 'k')).status).toBe(201)
})

test('a refusal of the handler is an answer like any other: 409, 404 and 422 are given again', async () => {
  const body = lead()
  const { id } = (await scene.us.call('POST', 'leads', body)).body.data
  const conflict = await scene.post('leads', body, 'k')
  expect(codeOf(conflict)).toEqual([409, 'lead.exists'])
  await scene.us.call('DELETE', `leads/${id}`)
  expect(seen(await scene.post('leads', body, 'k'))).toEqual({ status: 409, body: conflict.body, replayed: 'true' })
  expect(await scene.leads()).toBe(0)
  for (const [path, sent, status] of [
    [`campaigns/${randomUUID()}/start`, {}, 404],
    ['api-keys', { name: 'k', expiresAt: '2020-01-01T00:00:00Z' }, 422],
  ] as const) {
    const first = await scene.post(path, sent, path)
    expect([first.status, seen(await scene.post(path, sent, path))]).toEqual([
      status,
      { status, body: first.body, replayed: 'true' },
    ])
  }
})

test('a 500 is given again too: what it did is not done twice', async () => {
  const { id } = await insertDevice(scene.db, { workspaceId: scene.us.workspaceId, status: 'disconnected' })
  const { live } = scene.api.deps
  const publish = live.publish
  live.publish = () => {
    throw new Error('unforeseen')
  }
  const first = await scene.post(`devices/${id}/connect`, undefined, 'k')
  live.publish = publish
  expect(first.status).toBe(500)
  expect(seen(await scene.post(`devices/${id}/connect`, undefined, 'k'))).toEqual({
    status: 500,
    body: first.body,
    replayed: 'true',
  })
})

test('what is shown once is shown again to who lost the answer, and is not stored in clear', async () => {
  const first = await scene.post('api-keys', { name: 'CRM' }, 'k')
  const person = await scene.post('users', { email: `${randomUUID()}@example.com`, name: 'F', role: 'viewer' }, 'u')
  expect((await scene.post('api-keys', { name: 'CRM' }, 'k')).body.data.key).toBe(first.body.data.key)
  const stored = (await scene.db.prisma.idempotencyKey.findMany({ where: { workspaceId: scene.us.workspaceId } }))
    .map(({ answer }) => Buffer.from(answer!).toString('latin1'))
    .join()
  expect(stored.length).toBeGreaterThan(200)
  for (const secret of [first.body.data.key.slice(-32), person.body.data.password, '"success"'])
    expect(stored).not.toContain(secret)
})

test('every POST but the public ones says that it takes the header, and refuses one that is not printable or too long: 400', async () => {
  const { body } = await scene.api.send('/docs/json')
  const posts = Object.entries<Record<string, { parameters?: { in: string; name: string }[] }>>(body.paths)
    .filter(([, methods]) => methods.post !== undefined)
    .map(([path, { post: operation }]) => ({ path, parameters: operation!.parameters ?? [] }))
  expect(posts.length).toBeGreaterThan(12)
  for (const { path, parameters } of posts) {
    const told = parameters.some(({ in: place, name }) => place === 'header' && name === 'idempotency-key')
    expect([path, told]).toEqual([path, !['/api/v1/auth/login', '/api/v1/hooks/{deviceToken}'].includes(path)])
    if (!told) continue
    for (const key of ['', 'x'.repeat(201), 'naïve']) {
      const answer = await scene.post(path.replace('/api/v1/', '').replace(/\{\w+\}/g, randomUUID()), {}, key)
      expect([path, ...codeOf(answer), answer.body.error.details]).toEqual([
        path,
        400,
        'request.invalid',
        [{ path: 'Idempotency-Key', message: 'Expected 1 to 200 printable ASCII characters' }],
      ])
    }
  }
})

test('without the header nothing is recorded and nobody is asked', async () => {
  const { pool } = scene.api.deps.db
  const asked: string[] = []
  const query = pool.query
  pool.query = ((...args: [{ text?: string }]) => {
    asked.push(args[0].text ?? String(args[0]))
    return query.apply(pool, args as never)
  }) as never
  await scene.us.call('POST', 'leads', lead())
  await scene.post('leads', lead(), 'k')
  pool.query = query
  expect(asked.filter((text) => text.includes('idempotency_keys') && text.includes('on conflict'))).toHaveLength(1)
  expect(await scene.db.prisma.idempotencyKey.count({ where: { workspaceId: scene.us.workspaceId } })).toBe(1)
})
