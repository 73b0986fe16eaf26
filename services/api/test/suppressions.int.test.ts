import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { insertCampaign, insertDevice, insertMessage, unknownId } from '@siaran/testkit'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let us: Person
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())
beforeEach(async () => {
  us = await api.person('operator')
})

const add = (phone: string, reason = 'asked to stop') => us.call('POST', 'suppressions', { phone, reason })

test('201: a phone is suppressed in E.164 with its reason, and lifted again', async () => {
  const { status, body } = await add('012-345 6789')
  expect([status, body.data]).toEqual([
    201,
    { id: expect.any(String), phone: '+60123456789', reason: 'asked to stop', createdAt: expect.any(String) },
  ])
  expect((await us.call('DELETE', `suppressions/${body.data.id}`)).body.data).toEqual({ id: body.data.id })
  expect((await us.call('GET', 'suppressions')).body.data).toEqual([])
  expect((await add('0123456789')).status).toBe(201)
})

test('what waits for the phone is skipped, and a campaign that waited for nothing else is completed and told', async () => {
  const { db } = api.stores
  const { workspaceId } = us
  const { id: deviceId } = await insertDevice(db, { workspaceId })
  const { id: campaignId } = await insertCampaign(db, { workspaceId, expandedAt: new Date() })
  const recipientPhone = '+60123456789'
  const { id } = await insertMessage(db, { workspaceId, campaignId, deviceId, recipientPhone, status: 'queued' })
  await add(recipientPhone)
  const message = await db.prisma.message.findUniqueOrThrow({ where: { id } })
  expect(message).toMatchObject({ status: 'skipped', errorCode: 'suppressed' })
  expect(api.heard).toContainEqual(
    expect.objectContaining({ name: 'campaign:completed', payload: expect.objectContaining({ campaignId }) }),
  )
})

test('the list is newest first, paged, and found by a phone however it is written', async () => {
  for (let n = 1; n <= 5; n++) await add(`012345678${n}`)
  const first = (await us.call('GET', 'suppressions?limit=3')).body
  const second = (await us.call('GET', `suppressions?limit=3&cursor=${first.page.nextCursor}`)).body
  const phones = [...first.data, ...second.data].map(({ phone }: { phone: string }) => phone)
  expect(phones).toEqual([5, 4, 3, 2, 1].map((n) => `+6012345678${n}`))
  expect(second.page.nextCursor).toBeNull()
  const found = await us.call('GET', `suppressions?phone=${encodeURIComponent('012-345 6783')}`)
  expect(found.body.data.map(({ phone }: { phone: string }) => phone)).toEqual(['+60123456783'])
})

test('400: what is no phone, a missing reason, an unknown field', async () => {
  for (const [body, path] of [
    [{ phone: 'abc', reason: 'x' }, 'phone'],
    [{ phone: '0123456789' }, 'reason'],
    [{ phone: '0123456789', reason: 'x', until: '2027' }, 'until'],
  ] as const) {
    const bad = await us.call('POST', 'suppressions', body)
    expect([bad.status, bad.body.error.code, bad.body.error.details[0].path]).toEqual([400, 'request.invalid', path])
  }
  expect((await us.call('GET', 'suppressions?phone=abc')).status).toBe(400)
})

test('409: a phone that is suppressed already, however it is written; another workspace may have it', async () => {
  await add('0123456789')
  const again = await add('+60 12 345 6789')
  expect([again.status, again.body.error.code]).toEqual([409, 'suppression.exists'])
  const them = await api.person()
  expect((await them.call('POST', 'suppressions', { phone: '0123456789', reason: 'x' })).status).toBe(201)
})

test("404: another workspace's suppression, and one of nobody", async () => {
  const { id } = (await add('0123456789')).body.data
  const them = await api.person()
  for (const one of [id, unknownId()]) {
    const gone = await them.call('DELETE', `suppressions/${one}`)
    expect([gone.status, gone.body.error.code]).toEqual([404, 'suppression.not_found'])
  }
})

test('403: a viewer reads and does not write', async () => {
  const viewer = await api.person('viewer', us.workspaceId)
  expect((await viewer.call('GET', 'suppressions')).status).toBe(200)
  expect((await viewer.call('POST', 'suppressions', { phone: '0123456789', reason: 'x' })).status).toBe(403)
})
