import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { buildServer } from '../src/server.js'
import { openApi, PASSWORD, type Person, type TestApi } from './open-api.js'

let api: TestApi
let owner: Person
beforeAll(async () => {
  const standIn = async (app: TestApi['app']) => {
    app.get('/admin/queues/', () => 'board')
  }
  api = await openApi({ CORS_ORIGINS: 'https://app.example.com' }, () => [standIn as never])
  owner = await api.person()
})
afterAll(() => api.close())

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  api.send(path, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json', ...headers },
  })

test('failures have the envelope: 404, 400 malformed, 413, 415', async () => {
  const failures = [
    [await owner.call('GET', 'nowhere'), 404, 'route.not_found'],
    [await owner.call('POST', 'auth/me'), 404, 'route.not_found'],
    [await post('/api/v1/campaigns', '{"name":'), 400, 'request.malformed'],
    [await post('/api/v1/campaigns', '{"__proto__":{}}'), 400, 'request.malformed'],
    [await post('/api/v1/campaigns', JSON.stringify({ name: 'x'.repeat(1_100_000) })), 413, 'request.too_large'],
    [
      await post('/api/v1/campaigns', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'request.unsupported_media',
    ],
    [await post('/api/v1/campaigns', 'x', { 'content-type': 'text/plain' }), 415, 'request.unsupported_media'],
    [await post('/api/v1/campaigns', ''), 400, 'request.invalid'],
    [await owner.call('GET', 'campaigns/not-an-id'), 400, 'request.invalid'],
    [await api.send('/api/v1/%E0%A4%A'), 400, 'request.malformed'],
    // Fastify's own limit for a parameter is 100 characters, with a status that was no part of the contract.
    [await owner.call('GET', `campaigns/${'x'.repeat(5_000)}`), 400, 'request.invalid'],
    [await owner.call('GET', `campaigns?q=${'x'.repeat(20_000)}`), 431, 'request.headers_too_large'],
    [await post(`/api/v1/hooks/x?q=${'x'.repeat(20_000)}`, '{}'), 431, 'request.headers_too_large'],
  ] as const
  for (const [answer, status, code] of failures)
    expect(answer).toMatchObject({
      status,
      body: { success: false, message: expect.any(String), error: { code, requestId: expect.any(String) } },
    })
})

test('400: a text that Postgres keeps in no column, wherever it stands; and it says where', async () => {
  const lead = { phone: '0123456789', attributes: { Bandar: 'Ip\u0000oh', 'k\u0000': 1, half: '\ud83c' } }
  const { status, body } = await owner.call('POST', 'leads', lead)
  expect([status, body.error.code]).toEqual([400, 'request.invalid'])
  expect(body.error.details.map(({ path }: { path: string }) => path).sort()).toEqual([
    'attributes',
    'attributes.Bandar',
    'attributes.half',
  ])
  expect((await owner.call('GET', 'leads?search=%00')).body.error.code).toBe('request.invalid')
  expect((await owner.call('POST', 'leads', { phone: '0123456789', firstName: '🌺' })).status).toBe(201)

  const form = new FormData()
  form.set('defaults', '{"niche":"skin\\u0000care"}')
  form.set('file', new Blob(['phone\n0123456789']), 'leads.csv')
  const headers = { authorization: `Bearer ${owner.token}` }
  const upload = await api.send('/api/v1/leads/import', { method: 'POST', body: form, headers })
  expect([upload.status, upload.body.error?.details?.[0]?.path]).toEqual([400, 'defaults.niche'])
})

test('400: a time that ISO 8601 has no four digits for', async () => {
  const campaign = { name: 'R', messageType: 'text', messageContent: 'Hi', audienceType: 'all' }
  const scheduled = { ...campaign, scheduleType: 'scheduled', scheduledAt: '+010000-01-01T00:00:00Z' }
  const { status, body } = await owner.call('POST', 'campaigns', scheduled)
  expect([status, body.error.details?.[0]?.path]).toEqual([400, 'scheduledAt'])
})

test('what is not HTTP is answered with the envelope, and hung up on', async () => {
  const { port } = api.app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  socket.end('GET /api/v1/auth/me HTTP/9.9\r\n\r\n')
  const [head, body] = (await text(socket)).split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(head).toContain('connection: close')
  expect(JSON.parse(body!)).toMatchObject({ success: false, error: { code: 'request.malformed' } })
})

test('a connection that has never asked for anything holds up no stop', async () => {
  const app = await buildServer(api.deps)
  // Without these Node would let go of it by itself, after a minute or more.
  Object.assign(app.server, { headersTimeout: 0, requestTimeout: 0 })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const accepted = once(app.server, 'connection')
  const silent = connect(port, '127.0.0.1').on('error', () => {})
  await accepted
  const gone = once(silent, 'close')
  await Promise.all([app.close(), gone])
})

test('an answer carries its request id, and a caller may bring one', async () => {
  const headers = { 'x-request-id': 'from-the-frontend-1' }
  expect((await api.send('/api/v1/nowhere', { headers })).body.error.requestId).toBe('from-the-frontend-1')
  const bad = await api.send('/api/v1/nowhere', { headers: { 'x-request-id': 'a b<script>' } })
  expect(bad.body.error.requestId).not.toContain('script')
  expect(bad.headers.get('x-request-id')).toBe(bad.body.error.requestId)
})

test('500: what nobody expected is bare', async () => {
  const { live } = api.deps
  const { id } = (await owner.call('POST', 'devices', { name: 'D', transport: 'simulator' })).body.data
  const publish = live.publish
  live.publish = () => {
    throw new Error('select secret from postgres')
  }
  const { status, body } = await owner.call('POST', `devices/${id}/connect`)
  live.publish = publish
  expect([status, body.error.code]).toEqual([500, 'server.error'])
  expect(JSON.stringify(body)).not.toMatch(/secret|stack|\.ts/)
})

test('CORS is by list', async () => {
  const asked = async (origin: string) =>
    (
      await api.send('/api/v1/campaigns', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    ).headers.get('access-control-allow-origin')
  expect(await asked('https://app.example.com')).toBe('https://app.example.com')
  expect(await asked('https://evil.example.com')).toBeNull()
})

test('the contract is OpenAPI 3.1, from the schemas, with its security', async () => {
  const { status, body } = await api.send('/docs/json')
  expect([status, body.openapi]).toEqual([200, '3.1.0'])
  expect(body.paths['/api/v1/campaigns'].post.requestBody.content['application/json'].schema.required).toContain(
    'messageContent',
  )
  expect(body.paths['/api/v1/campaigns'].post.security).toEqual([{ bearer: [] }])
  expect(body.paths['/api/v1/auth/login'].post.security).toEqual([])
  expect(Object.keys(body.paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([])
})

test('operations are public and outside the envelope', async () => {
  expect((await api.send('/healthz')).body).toEqual({ status: 'ok' })
  expect((await api.send('/readyz')).body).toEqual({ ready: true, checks: {} })
})

test('the board: 401 asks a browser to log in, once, and then knows it by a cookie; not for operators', async () => {
  const basic = ({ email }: Person, password = PASSWORD) =>
    `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`
  const visit = (headers: Record<string, string> = {}) => api.send('/admin/queues/', { headers })
  const stranger = await visit()
  expect([stranger.status, stranger.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic /)])
  expect((await visit({ authorization: basic(owner, 'wrong-password') })).status).toBe(401)

  const welcomed = await visit({ authorization: basic(owner) })
  const cookie = welcomed.headers.get('set-cookie')!
  expect([welcomed.status, welcomed.body]).toEqual([200, 'board'])
  expect(cookie).toMatch(/^siaran_board=srs_\w+; Path=\/admin\/queues; Expires=.*; HttpOnly; SameSite=Strict$/)
  expect((await visit({ cookie: cookie.split(';')[0]! })).status).toBe(200)
  expect((await visit({ cookie: 'siaran_board=srs_nonsense' })).status).toBe(401)
  expect((await visit({ authorization: `Bearer ${owner.token}` })).status).toBe(200)

  const operator = await api.person('operator', owner.workspaceId)
  expect((await visit({ authorization: basic(operator) })).status).toBe(403)
})
