import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { claimIdempotencyKey } from '@siaran/db'
import { insertDevice, nextPhone, until } from '@siaran/testkit'
import type { App } from '../src/app.js'
import { buildServer } from '../src/server.js'
import { type Answer, openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
/** Another API process on the same stores. */
let second: { app: App; url: string }
let us: Person
beforeAll(async () => {
  api = await openApi()
  const app = await buildServer(api.deps)
  second = { app, url: await app.listen({ host: '127.0.0.1', port: 0 }) }
})
afterAll(async () => {
  await second.app.close()
  await api.close()
})
beforeEach(async () => {
  us = await api.person()
})

const db = () => api.stores.db
const headersOf = (key: string, token: string) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  'idempotency-key': key,
})

const post = (path: string, body: unknown, key: string, token = us.token): Promise<Answer> =>
  api.send(`/api/v1/${path}`, {
    method: 'POST',
    headers: headersOf(key, token),
    body: body === undefined ? '' : JSON.stringify(body),
  })

const lead = (phone = nextPhone()) => ({ phone, firstName: 'Aminah' })
const leads = () => db().prisma.lead.count({ where: { workspaceId: us.workspaceId } })
const seen = ({ status, body, headers }: Answer) => ({ status, body, replayed: headers.get('idempotency-replayed') })
const codeOf = ({ status, body }: Answer) => [status, body.error?.code]

test('the same key and body gives the first answer again, and no second effect', async () => {
  const body = lead()
  const first = await post('leads', body, 'order-1')
  expect(seen(first)).toEqual({ status: 201, body: first.body, replayed: null })
  for (let again = 0; again < 3; again++)
    expect(seen(await post('leads', body, 'order-1'))).toEqual({ status: 201, body: first.body, replayed: 'true' })
  expect(await leads()).toBe(1)
})

test('20 equal requests at once, to two API processes: one effect, 20 equal answers', async () => {
  const ask = (base: string) =>
    fetch(`${base}/api/v1/devices`, {
      method: 'POST',
      headers: headersOf('at-once', us.token),
      body: JSON.stringify({ name: 'D', transport: 'simulator' }),
    })
  const { port } = api.app.server.address() as { port: number }
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const answer = await ask(n % 2 === 0 ? `http://127.0.0.1:${port}` : second.url)
      return { status: answer.status, body: await answer.text(), again: answer.headers.get('idempotency-replayed') }
    }),
  )
  expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1)
  expect(answers[0]!.status).toBe(201)
  expect(answers.filter(({ again }) => again === null)).toHaveLength(1)
  expect(await db().prisma.device.count({ where: { workspaceId: us.workspaceId } })).toBe(1)
})

test('422: the same key with another body, another path or another query', async () => {
  const body = lead()
  await post('leads', body, 'k')
  for (const [path, other] of [
    ['leads', { ...body, firstName: 'Siti' }],
    ['leads?x=1', body],
    ['campaigns/00000000-0000-7000-8000-000000000000/pause', undefined],
  ] as const)
    expect(codeOf(await post(path, other, 'k'))).toEqual([422, 'request.idempotency_mismatch'])
  expect(await leads()).toBe(1)
})

test('a key is the own of a person: of another in the same workspace, and in another one, it is another key', async () => {
  const colleague = await api.person('operator', us.workspaceId)
  const stranger = await api.person()
  const tokens = [us, colleague, stranger].map(({ token }) => token)
  const answers = await Promise.all(tokens.map((token) => post('leads', lead(), 'same', token)))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(3)
})

test('a key serves a person whether they log in or use their API key', async () => {
  const { key } = (await us.call('POST', 'api-keys', { name: 'CRM' })).body.data
  const body = lead()
  const first = await post('leads', body, 'k', key)
  expect(seen(await post('leads', body, 'k'))).toEqual({ status: 201, body: first.body, replayed: 'true' })
})

test('what is refused before the handler is not recorded: 400, 401, 403, 413', async () => {
  const viewer = await api.person('viewer', us.workspaceId)
  const body = lead()
  expect((await post('leads', { phone: 7 }, 'k')).status).toBe(400)
  expect((await post('leads', { ...body, firstName: 'x'.repeat(1_100_000) }, 'k')).status).toBe(413)
  expect((await post('leads', body, 'k', 'rubbish')).status).toBe(401)
  expect((await post('leads', body, 'k', viewer.token)).status).toBe(403)
  expect(await db().prisma.idempotencyKey.count({ where: { workspaceId: us.workspaceId } })).toBe(0)
  expect((await post('leads', body, 'k')).status).toBe(201)
})

test('a refusal of the handler is an answer like any other: 409, 404 and 422 are given again', async () => {
  const body = lead()
  const { id } = (await us.call('POST', 'leads', body)).body.data
  const conflict = await post('leads', body, 'k')
  expect(codeOf(conflict)).toEqual([409, 'lead.exists'])
  await us.call('DELETE', `leads/${id}`)
  expect(seen(await post('leads', body, 'k'))).toEqual({ status: 409, body: conflict.body, replayed: 'true' })
  expect(await leads()).toBe(0)
  for (const [path, sent, status] of [
    [`campaigns/${randomUUID()}/start`, {}, 404],
    ['api-keys', { name: 'k', expiresAt: '2020-01-01T00:00:00Z' }, 422],
  ] as const) {
    const first = await post(path, sent, path)
    expect([first.status, seen(await post(path, sent, path))]).toEqual([
      status,
      { status, body: first.body, replayed: 'true' },
    ])
  }
})

test('a 500 is given again too: what it did is not done twice', async () => {
  const { id } = await insertDevice(db(), { workspaceId: us.workspaceId, status: 'disconnected' })
  const { live } = api.deps
  const publish = live.publish
  live.publish = () => {
    throw new Error('unforeseen')
  }
  const first = await post(`devices/${id}/connect`, undefined, 'k')
  live.publish = publish
  expect(first.status).toBe(500)
  expect(seen(await post(`devices/${id}/connect`, undefined, 'k'))).toEqual({
    status: 500,
    body: first.body,
    replayed: 'true',
  })
})

test('what is shown once is shown again to who lost the answer, and is not stored in clear', async () => {
  const first = await post('api-keys', { name: 'CRM' }, 'k')
  const person = await post('users', { email: `${randomUUID()}@example.com`, name: 'F', role: 'viewer' }, 'u')
  expect((await post('api-keys', { name: 'CRM' }, 'k')).body.data.key).toBe(first.body.data.key)
  const stored = (await db().prisma.idempotencyKey.findMany({ where: { workspaceId: us.workspaceId } }))
    .map(({ answer }) => Buffer.from(answer!).toString('latin1'))
    .join()
  expect(stored.length).toBeGreaterThan(200)
  for (const secret of [first.body.data.key.slice(-32), person.body.data.password, '"success"'])
    expect(stored).not.toContain(secret)
})

const claimedBefore = async (key: string, secondsAgo: number) => {
  await db().prisma.idempotencyKey.updateMany({
    where: { workspaceId: us.workspaceId, key },
    data: { createdAt: new Date(Date.now() - secondsAgo * 1_000) },
  })
}

/** Nobody writes a lead until `release` is called. */
async function holdLeads() {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let locked: Promise<unknown> = Promise.resolve()
  await new Promise<void>((resolve, reject) => {
    locked = db().prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`lock table leads in exclusive mode`
        resolve()
        await held
      },
      { timeout: 50_000 },
    )
    locked.catch(reject)
  })
  return async () => {
    release()
    await locked
  }
}

const isClaimed = () =>
  until(
    async () => (await db().prisma.idempotencyKey.count({ where: { workspaceId: us.workspaceId } })) === 1,
    'the first one has the key',
  )

test('409 with Retry-After while the first one is still at work; then its answer', async () => {
  const body = lead()
  const release = await holdLeads()
  const first = post('leads', body, 'k')
  await isClaimed()
  const early = await post('leads', body, 'k')
  expect([...codeOf(early), early.headers.get('retry-after')]).toEqual([409, 'request.in_progress', '5'])
  expect(codeOf(await post('leads', lead(), 'k'))).toEqual([422, 'request.idempotency_mismatch'])

  await claimedBefore('k', 61)
  expect(codeOf(await post('leads', body, 'k'))).toEqual([409, 'request.outcome_unknown'])
  await release()
  const answer = await first
  expect(answer.status).toBe(201)
  expect(seen(await post('leads', body, 'k'))).toEqual({ status: 201, body: answer.body, replayed: 'true' })
})

test('409: a process that died over a request leaves an outcome that is unknown; it is never done again by itself', async () => {
  const body = lead()
  await post('leads', body, 'k')
  await db().prisma.idempotencyKey.updateMany({
    where: { workspaceId: us.workspaceId },
    data: { status: null, answer: null },
  })
  await claimedBefore('k', 61)
  for (let again = 0; again < 2; again++) {
    const answer = await post('leads', body, 'k')
    expect(codeOf(answer)).toEqual([409, 'request.outcome_unknown'])
    expect(answer.body.message).toMatch(/Look whether .* new key/)
  }
  expect(await leads()).toBe(1)
})

test('after 24 hours a key is as good as new, and what the old one was answered is gone', async () => {
  const body = lead()
  const first = await post('leads', body, 'k')
  await claimedBefore('k', 24 * 3_600 - 60)
  expect(seen(await post('leads', body, 'k'))).toEqual({ status: 201, body: first.body, replayed: 'true' })
  await claimedBefore('k', 24 * 3_600 + 1)
  const other = lead()
  const anew = await post('leads', other, 'k')
  expect([anew.status, anew.body.data.id === first.body.data.id]).toEqual([201, false])
  expect(seen(await post('leads', other, 'k'))).toEqual({ status: 201, body: anew.body, replayed: 'true' })
})

test('an old key that many come with at once is claimed anew by one', async () => {
  const { workspaceId, userId } = us
  const scope = { workspaceId, userId, key: 'k' }
  await claimIdempotencyKey(db(), scope, Buffer.alloc(32))
  await claimedBefore('k', 25 * 3_600)
  const claims = await Promise.all(Array.from({ length: 10 }, () => claimIdempotencyKey(db(), scope, Buffer.alloc(32))))
  expect(claims.filter((id) => id !== null)).toHaveLength(1)
})

test('a caller that hangs up gets the answer when it asks again', async () => {
  const body = lead()
  const hanging = new AbortController()
  const release = await holdLeads()
  const gone = api
    .send('/api/v1/leads', {
      method: 'POST',
      headers: headersOf('k', us.token),
      body: JSON.stringify(body),
      signal: hanging.signal,
    })
    .catch((err) => err.name)
  await isClaimed()
  hanging.abort()
  expect(await gone).toBe('AbortError')
  await release()
  const answer = await post('leads', body, 'k')
  expect(seen(answer)).toMatchObject({ status: 201, replayed: 'true' })
  expect(await leads()).toBe(1)
})

test('every POST but the public ones says that it takes the header, and refuses one that is not printable or too long: 400', async () => {
  const { body } = await api.send('/docs/json')
  const posts = Object.entries<Record<string, { parameters?: { in: string; name: string }[] }>>(body.paths)
    .filter(([, methods]) => methods.post !== undefined)
    .map(([path, { post: operation }]) => ({ path, parameters: operation!.parameters ?? [] }))
  expect(posts.length).toBeGreaterThan(12)
  for (const { path, parameters } of posts) {
    const told = parameters.some(({ in: place, name }) => place === 'header' && name === 'idempotency-key')
    expect([path, told]).toEqual([path, !['/api/v1/auth/login', '/api/v1/hooks/{deviceToken}'].includes(path)])
    if (!told) continue
    for (const key of ['', 'x'.repeat(201), 'naïve']) {
      const answer = await post(path.replace('/api/v1/', '').replace(/\{\w+\}/g, randomUUID()), {}, key)
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
  const { pool } = api.deps.db
  const asked: string[] = []
  const query = pool.query
  pool.query = ((...args: [{ text?: string }]) => {
    asked.push(args[0].text ?? String(args[0]))
    return query.apply(pool, args as never)
  }) as never
  await us.call('POST', 'leads', lead())
  await post('leads', lead(), 'k')
  pool.query = query
  expect(asked.filter((text) => text.includes('idempotency_keys') && text.includes('on conflict'))).toHaveLength(1)
  expect(await db().prisma.idempotencyKey.count({ where: { workspaceId: us.workspaceId } })).toBe(1)
})

const importOf = (text: string, fields: Record<string, string> = {}) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new File([text], 'leads.csv', { type: 'text/csv' }))
  return (key: string) =>
    api.send('/api/v1/leads/import', {
      method: 'POST',
      headers: { authorization: `Bearer ${us.token}`, 'idempotency-key': key },
      body: form,
    })
}
const importRows = () => db().prisma.import.findMany({ where: { workspaceId: us.workspaceId } })

test('equal uploads at once are one import, and of the others nothing stays', async () => {
  const upload = importOf(`phone\n${'0123456789\n'.repeat(60_000)}`, { mode: 'update' })
  const answers = await Promise.all(Array.from({ length: 6 }, () => upload('upload')))
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1)
  const rows = await importRows()
  expect(rows.map(({ id, status }) => [id, status])).toEqual([[answers[0]!.body.data.id, 'pending']])
  expect(await db().prisma.importChunk.count({ where: { importId: { not: rows[0]!.id } } })).toBe(0)
})

test('422: an upload of another file or with other fields under the same key; nothing of it stays', async () => {
  expect((await importOf('phone\n0123456789\n')('k')).status).toBe(202)
  for (const other of [importOf('phone\n0123456788\n'), importOf('phone\n0123456789\n', { mode: 'update' })])
    expect(codeOf(await other('k'))).toEqual([422, 'request.idempotency_mismatch'])
  expect(await importRows()).toHaveLength(1)
})

test('an upload that is refused is not recorded', async () => {
  expect((await importOf('phone\n0123456789\n', { mode: 'never' })('k')).status).toBe(400)
  expect((await importOf('phone\n0123456789\n')('k')).status).toBe(202)
})
