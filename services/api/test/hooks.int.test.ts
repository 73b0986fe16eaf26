import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let owner: Person
let wablas: { id: string; hookPath: string }
let whacenter: { id: string; hookPath: string }
beforeAll(async () => {
  api = await openApi()
  owner = await api.person()
})
beforeEach(async () => {
  const create = async (fields: object) =>
    (await owner.call('POST', 'devices', { name: 'Gateway', ...fields })).body.data
  const settings = { baseUrl: 'https://solo.wablas.com' }
  wablas = await create({ transport: 'wablas', settings, credentials: { token: 't' } })
  whacenter = await create({ transport: 'whacenter', credentials: { deviceId: 'w' } })
})
afterAll(() => api.close())

const JSON_TYPE = 'application/json'
const FORM = 'application/x-www-form-urlencoded'
const NOTHING = { status: 200, body: '' }
/** Every answer is seen to be empty, by its own test and by the document. */
const call = async (path: string, body: string, type = JSON_TYPE) => {
  const answer = await api.send(path, { method: 'POST', headers: type ? { 'content-type': type } : {}, body })
  return { status: answer.status, body: answer.body }
}
const words = ({ id: deviceId }: { id: string }) =>
  api.stores.db.prisma.hookWord.findMany({ where: { deviceId }, orderBy: { id: 'asc' } })

test('what a gateway says, in JSON or as a form, is written down for its device, and answered with nothing', async () => {
  const incoming = { id: 'x', phone: '60123456789', message: 'Berapa?', isGroup: false, isFromMe: false }
  expect(await call(wablas.hookPath, JSON.stringify(incoming))).toEqual(NOTHING)
  const tracking = new URLSearchParams({ id: 'w-1', status: 'delivered', note: '' })
  expect(await call(wablas.hookPath, String(tracking), `${FORM}; charset=utf-8`)).toEqual(NOTHING)
  expect(await call(wablas.hookPath, JSON.stringify({ deviceId: 'd', status: 'disconnected' }))).toEqual(NOTHING)
  const written = { workspaceId: owner.workspaceId, deviceId: wablas.id }
  expect(await words(wablas)).toMatchObject([
    { ...written, kind: 'incoming', phone: '+60123456789', text: 'Berapa?' },
    { ...written, kind: 'ack', transportMessageId: 'w-1', level: 'delivered' },
    { ...written, kind: 'device' },
  ])
  const person = new URLSearchParams({ from: '60123456789', message: 'Hi', isGroup: 'false' })
  expect(await call(whacenter.hookPath, String(person), FORM)).toEqual(NOTHING)
  expect(await words(whacenter)).toMatchObject([{ kind: 'incoming', text: 'Hi' }])
})

test('nonsense is heard, answered with nothing, and forgotten; what a row cannot hold is made fit', async () => {
  for (const [body, type] of [
    ['{', JSON_TYPE],
    ['null', JSON_TYPE],
    ['[1]', JSON_TYPE],
    ['', JSON_TYPE],
    ['{"__proto__":{"message":"x"}}', JSON_TYPE],
    ['a=%ZZ&&=', FORM],
    ['--x\r\n', 'multipart/form-data; boundary=x'],
    ['<xml/>', 'text/xml'],
    ['x', ''],
  ] as const)
    expect([body, await call(wablas.hookPath, body, type)]).toEqual([body, NOTHING])
  expect(await words(wablas)).toEqual([])
  const hostile = { phone: '60123456789', message: 'a\u0000b\ud800', isFromMe: 0 }
  expect(await call(wablas.hookPath, JSON.stringify(hostile))).toEqual(NOTHING)
  const long = { id: 'i'.repeat(5_000), status: 'rejected', note: 'n'.repeat(20_000) }
  expect(await call(wablas.hookPath, JSON.stringify(long))).toEqual(NOTHING)
  const [said, tracked] = await words(wablas)
  expect(said!.text).toBe('ab\ufffd')
  expect([tracked!.transportMessageId!.length, tracked!.reason!.length]).toEqual([255, 1_000])
})

test('no refusal has a body either: an address of nobody, of a removed device, and more than 64 KB', async () => {
  const nobody = { status: 404, body: '' }
  expect(await call(`/api/v1/hooks/${'a'.repeat(43)}`, '{}')).toEqual(nobody)
  expect(await call('/api/v1/hooks/%00', '{}')).toEqual({ status: 400, body: '' })
  expect(await call(wablas.hookPath, `{"message":"${'x'.repeat(65_536)}"}`)).toEqual({ status: 413, body: '' })
  await owner.call('DELETE', `devices/${wablas.id}`)
  expect(await call(wablas.hookPath, '{}')).toEqual(nobody)
})

test('429: more calls for a device than gateways make; 503 when nobody takes in what was said. Both without a body', async () => {
  expect(await call(whacenter.hookPath, '{}')).toEqual(NOTHING)
  // As if there had been a thousand within ten seconds.
  await api.stores.redis.client.set(`siaran:hook:${whacenter.id}`, 1_000, 'EX', 60)
  expect(await call(whacenter.hookPath, '{}')).toEqual({ status: 429, body: '' })
  await api.stores.db.pool.query(
    `insert into hook_words (workspace_id, device_id, kind) select $1, $2, 'device' from generate_series(1, 10000)`,
    [owner.workspaceId, wablas.id],
  )
  const said = JSON.stringify({ deviceId: 'd', status: 'connected' })
  expect(await call(wablas.hookPath, said)).toEqual({ status: 503, body: '' })
  expect(await words(wablas)).toHaveLength(10_000)
})
