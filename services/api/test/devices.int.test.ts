import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createSecretBox } from '@siaran/secrets'
import { insertCampaign, insertDevice, insertLead, insertMessage, nextPhone } from '@siaran/testkit'
import { createDevice, wablas } from './device-scene.js'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let owner: Person
beforeAll(async () => {
  api = await openApi()
  owner = await api.person()
})
afterAll(() => api.close())

const create = (fields?: object) => createDevice(owner, fields)

test('a device is created, listed, changed; its phone is read as the workspace writes phones', async () => {
  const limits = { messagesPerMinute: 30, minDelaySeconds: 0.5, maxDelaySeconds: 2 }
  const device = await create({ phone: '012-345 6789', settings: { note: 'till' }, limits })
  expect(device).toMatchObject({
    phone: '+60123456789',
    status: 'disconnected',
    hasCredentials: false,
    limits: { ...limits, messagesPerHour: null, messagesPerDay: null },
  })
  expect((await owner.call('GET', 'devices')).body.data.map(({ id }: { id: string }) => id)).toContain(device.id)
  const changed = await owner.call('PATCH', `devices/${device.id}`, {
    name: 'Belakang',
    limits: { messagesPerDay: 100 },
  })
  expect(changed.body.data).toMatchObject({ name: 'Belakang', settings: { note: 'till' }, phone: '+60123456789' })
  expect(changed.body.data.limits).toMatchObject({
    messagesPerDay: 100,
    messagesPerMinute: null,
    minDelaySeconds: null,
  })
})

test('the newest device is listed first', async () => {
  const names = ['First', 'Second', 'Third']
  for (const name of names) await create({ name })
  const { body } = await owner.call('GET', 'devices?limit=3')
  expect(body.data.map(({ name }: { name: string }) => name)).toEqual(names.reverse())
})

test('422: a phone that is none', async () => {
  const phone = await owner.call('POST', 'devices', { name: 'W', transport: 'simulator', phone: 'abc' })
  expect([phone.status, phone.body.error.code]).toEqual([422, 'device.invalid_phone'])
})

test('a device of a gateway has what its gateway needs, and a place where it is called, for admins to see', async () => {
  const made = await create(wablas)
  expect(made).toMatchObject({ settings: wablas.settings, hasCredentials: true })
  expect(made.hookPath).toMatch(/^\/api\/v1\/hooks\/[0-9A-Za-z]{43}$/)
  expect((await create({ transport: 'whacenter', credentials: { deviceId: 'w' } })).hookPath).not.toBe(made.hookPath)
  expect((await create()).hookPath).toBeNull()
  const seenBy = async (role: 'admin' | 'operator') => {
    const { call } = await api.person(role, owner.workspaceId)
    const { data } = (await call('GET', 'devices')).body
    return data.find(({ id }: { id: string }) => id === made.id).hookPath
  }
  expect([await seenBy('admin'), await seenBy('operator')]).toEqual([made.hookPath, null])
})

test('400: what a gateway does not need, or needs and is not given, by its path; of a change, what it names', async () => {
  const faultsOf = async (method: 'POST' | 'PATCH', path: string, body: object) => {
    const { status, body: answer } = await owner.call(method, path, body)
    return [status, ...(answer.error?.details ?? []).map((each: { path: string }) => each.path)]
  }
  const post = (body: object) => faultsOf('POST', 'devices', { name: 'W', ...wablas, ...body })
  expect(await post({ settings: undefined, credentials: { deviceId: 'w' } })).toEqual([
    400,
    'settings',
    'credentials.token',
    'credentials.deviceId',
  ])
  for (const baseUrl of [
    'solo.wablas.com',
    'ftp://a.test',
    'https://a:b@wablas.test',
    'https://a.test/?x=1',
    'http://',
  ])
    expect([baseUrl, await post({ settings: { baseUrl } })]).toEqual([baseUrl, [400, 'settings.baseUrl']])
  expect(await post({ settings: { ...wablas.settings, retry: true } })).toEqual([400, 'settings.retry'])
  expect(await post({ credentials: { token: 'a\nb' } })).toEqual([400, 'credentials.token'])
  const web = { transport: 'whatsapp_web', settings: { typing: 'yes', proxy: 'x' }, credentials: { token: 't' } }
  expect(await post(web)).toEqual([400, 'settings.typing', 'settings.proxy', 'credentials.token'])
  const { id } = await create(wablas)
  expect(await faultsOf('PATCH', `devices/${id}`, { settings: {} })).toEqual([400, 'settings.baseUrl'])
  expect(await faultsOf('PATCH', `devices/${id}`, { name: 'Other', credentials: { token: 'new' } })).toEqual([200])
})

test('credentials go in and never come out; the row holds them sealed to itself', async () => {
  const { id, ...seen } = await create({ credentials: { token: 'very-secret-token' } })
  expect(seen.hasCredentials).toBe(true)
  expect(JSON.stringify(seen)).not.toContain('very-secret-token')
  const { credentials } = await api.stores.db.prisma.device.findUniqueOrThrow({ where: { id } })
  expect(Buffer.from(credentials!).toString('latin1')).not.toContain('very-secret-token')
  const box = createSecretBox(api.deps.config.SIARAN_SECRET_KEY)
  expect(box.open(credentials!, id)).toEqual({ token: 'very-secret-token' })
  expect(() => box.open(credentials!, owner.userId)).toThrow()
})

test('connect, disconnect and logout say what is wanted, and are seen at once', async () => {
  const { id } = await create()
  const { device } = api.stores.db.prisma
  api.heard.length = 0
  expect((await owner.call('POST', `devices/${id}/connect`)).body.data.status).toBe('connecting')
  await device.update({ where: { id }, data: { status: 'online' } })
  expect((await owner.call('POST', `devices/${id}/connect`)).body.data.status).toBe('online')

  expect((await owner.call('POST', `devices/${id}/logout`)).body.data.status).toBe('online')
  expect(await device.findUnique({ where: { id } })).toMatchObject({ logoutRequested: true, wanted: true })
  expect((await owner.call('POST', `devices/${id}/disconnect`)).body.data.status).toBe('disconnected')
  expect(await device.findUnique({ where: { id } })).toMatchObject({ logoutRequested: false, wanted: false })
  expect((await owner.call('POST', `devices/${id}/logout`)).body.data.status).toBe('logged_out')
  expect(api.heard).toEqual(
    ['connecting', 'disconnected', 'logged_out'].map((status) => ({
      name: 'device:status',
      payload: { deviceId: id, status },
    })),
  )
})

test('a removed device is gone; what waited on it is skipped, its campaign ends, its leads stay without a device', async () => {
  const { db } = api.stores
  const { workspaceId } = owner
  const device = await insertDevice(db, { workspaceId, credentials: Buffer.from('sealed') })
  const other = await insertDevice(db, { workspaceId })
  const twice = nextPhone()
  const lead = await insertLead(db, { workspaceId, deviceId: device.id })
  await insertLead(db, { workspaceId, deviceId: device.id, phone: twice })
  await insertLead(db, { workspaceId, deviceId: null, phone: twice })
  const onlyHere = await insertCampaign(db, { workspaceId, expandedAt: new Date() })
  const alsoThere = await insertCampaign(db, { workspaceId, expandedAt: new Date() })
  const message = (fields: object) =>
    insertMessage(db, { workspaceId, campaignId: onlyHere.id, deviceId: device.id, ...fields })
  const waiting = await message({ leadId: lead.id })
  const queued = await message({ status: 'queued' })
  const elsewhere = await message({ campaignId: alsoThere.id, deviceId: other.id })
  await message({ campaignId: alsoThere.id })
  api.heard.length = 0

  expect((await owner.call('DELETE', `devices/${device.id}`)).status).toBe(200)
  expect((await owner.call('GET', `devices/${device.id}`)).status).toBe(404)
  expect((await owner.call('DELETE', `devices/${device.id}`)).status).toBe(404)

  const row = await db.prisma.device.findUniqueOrThrow({ where: { id: device.id } })
  expect(row).toMatchObject({ wanted: false, credentials: null, status: 'disconnected' })
  expect(await db.prisma.lead.findUnique({ where: { id: lead.id } })).toMatchObject({ deviceId: null })
  expect(await db.prisma.lead.count({ where: { workspaceId, phone: twice } })).toBe(1)
  for (const { id } of [waiting, queued])
    expect(await db.prisma.message.findUnique({ where: { id } })).toMatchObject({
      status: 'skipped',
      errorCode: 'device_removed',
    })
  expect(await db.prisma.message.findUnique({ where: { id: elsewhere.id } })).toMatchObject({ status: 'pending' })
  expect((await owner.call('GET', `campaigns/${onlyHere.id}`)).body.data.status).toBe('completed')
  expect((await owner.call('GET', `campaigns/${alsoThere.id}`)).body.data.status).toBe('running')
  expect(api.heard.map(({ name }) => name)).toEqual(['device:status', 'campaign:completed'])
})

test('who did what to a device is on record', async () => {
  const { id } = await create()
  await owner.call('POST', `devices/${id}/connect`)
  await owner.call('DELETE', `devices/${id}`)
  const entries = await api.stores.db.prisma.auditEntry.findMany({ where: { objectId: id }, orderBy: { id: 'asc' } })
  expect(entries.map(({ action }) => action)).toEqual(['device.created', 'device.connected', 'device.removed'])
  expect(entries[0]!.actor).toBe(`user:${owner.userId}`)
})
