import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createLogger } from '@siaran/platform'
import { insertCampaign } from '@siaran/testkit'
import type { App } from '../src/app.js'
import { buildServer } from '../src/server.js'
import { openApi, PASSWORD, type Person, type TestApi } from './open-api.js'

let api: TestApi
let app: App
let url: string
let us: Person
let written = ''
beforeAll(async () => {
  const board = async (server: TestApi['app']) => {
    server.get('/admin/queues/', () => 'board')
  }
  api = await openApi()
  const destination = new Writable({
    write(chunk, _encoding, done) {
      written += chunk
      done()
    },
  })
  const log = createLogger({ service: 'api', level: 'trace' }, destination)
  app = await buildServer({ ...api.deps, pages: [board as never], log })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
  us = await api.person()
})
afterAll(async () => {
  await app.close()
  await api.close()
})

const ask = async (path: string, headers: Record<string, string>, body?: unknown) => {
  const answer = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, cookie: answer.headers.get('set-cookie'), text: await answer.text() }
}

/** What no line may hold, whatever went well or wrong. */
const secrets = () => [
  PASSWORD,
  'wrong-password',
  'Zm9v',
  'my-own-idempotency-key',
  'device-credential',
  us.email,
  us.token.slice(-32),
  '123456789',
  'Selamat Hari Raya',
  'passwordHash',
]

test('no log line holds a body, a credential, a cookie or a phone, at the most talkative level', async () => {
  const bearer = { authorization: `Bearer ${us.token}` }
  const lead = { phone: '+60123456789', firstName: 'Aminah', email: us.email }
  const statuses = [
    await ask('/api/v1/auth/login', {}, { email: us.email, password: 'wrong-password' }),
    await ask('/api/v1/auth/login', {}, { email: us.email, password: PASSWORD }),
    await ask('/api/v1/leads', { ...bearer, 'idempotency-key': 'my-own-idempotency-key' }, lead),
    await ask('/api/v1/leads', bearer, lead),
    await ask('/api/v1/leads', bearer, { ...lead, surprise: PASSWORD }),
    await ask('/api/v1/leads?search=123456789', bearer),
    await ask('/api/v1/auth/me', { authorization: 'Bearer Zm9v' }),
    await ask('/api/v1/devices', bearer, {
      name: 'D',
      transport: 'simulator',
      credentials: { token: 'device-credential' },
    }),
    await ask('/admin/queues/', {
      authorization: `Basic ${Buffer.from(`${us.email}:${PASSWORD}`).toString('base64')}`,
    }),
  ]
  expect(statuses.map(({ status }) => status)).toEqual([401, 200, 201, 409, 400, 200, 401, 201, 200])
  const cookie = statuses.at(-1)!.cookie!.split(';')[0]!
  expect((await ask('/admin/queues/', { cookie })).status).toBe(200)
  const given = [cookie.slice(-32), ...secrets()]
  expect(written).toContain('answered')
  for (const secret of given) expect(written).not.toContain(secret)
})

test('nor when a statement breaks, though Postgres tells the whole row', async () => {
  const { pool } = api.stores.db
  const bearer = { authorization: `Bearer ${us.token}` }
  await pool.query(`alter table leads add constraint odd check (first_name <> 'Odd') not valid`)
  await pool.query(`alter table campaigns add constraint odd check (status <> 'paused') not valid`)
  const lead = { phone: '+60123456789', firstName: 'Odd', email: us.email }
  const { id } = await insertCampaign(api.stores.db, {
    workspaceId: us.workspaceId,
    status: 'running',
    messageContent: 'Selamat Hari Raya',
  })
  written = ''
  expect((await ask('/api/v1/leads', bearer, lead)).status).toBe(500)
  expect((await ask(`/api/v1/campaigns/${id}/pause`, bearer, {})).status).toBe(500)
  const failures = written
    .split('\n')
    .filter((line) => line.includes('request failed'))
    .map((line) => JSON.parse(line))
  expect(failures).toHaveLength(2)
  for (const { err } of failures) {
    expect(err.message).toContain('odd')
    expect(err.stack).toMatch(/^\s*at /)
  }
  for (const secret of secrets()) expect(written).not.toContain(secret)
})
