import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { saveDeviceSession } from '@siaran/db'
import { createSecretBox } from '@siaran/secrets'
import { insertCampaign, insertDevice, insertLead, insertMessage, nextPhone } from '@siaran/testkit'
import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let owner: Person
beforeAll(async () => {
  api = await openApi()
  owner = await api.person()
})
afterAll(() => api.close())

const create = async (fields: object = {}) =>
  (await owner.call('POST', 'devices', { name: 'Kaunter', transport: 'simulator', ...fields })).body.data

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

const wablas = {
  transport: 'wablas',
  settings: { baseUrl: 'https://solo.wablas.com' },
  credentials: { token: 't', secretKey: 's' },
}

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

test('a device that is logged out while nobody serves it has no session, nor does its last owner save one', async () => {
  const { db } = api.stores
  const { id: deviceId } = await insertDevice(db, { workspaceId: owner.workspaceId, transport: 'whatsapp_web' })
  const save = () => saveDeviceSession(db, { sender: 'sender', deviceId, epoch: 1 }, Buffer.from('session'))
  expect(await save()).toBe(true)
  await owner.call('POST', `devices/${deviceId}/disconnect`)
  expect((await owner.call('POST', `devices/${deviceId}/logout`)).body.data.status).toBe('logged_out')
  expect([await save(), await db.prisma.deviceSession.count({ where: { deviceId } })]).toEqual([false, 0])
})

test('a QR comes as data or as a picture; 409: when there is none to scan', async () => {
  const { id } = await create()
  const none = await owner.call('GET', `devices/${id}/qr`)
  expect([none.status, none.body.error.code]).toEqual([409, 'device.no_qr'])

  // As long as WhatsApp's own are: a reference and three keys.
  const qr = ['2@'.padEnd(160, 'x+/='), ...['a', 'b', 'c'].map((key) => key.padEnd(44, '='))].join(',')
  const qrExpiresAt = new Date(Date.now() + 20_000)
  await api.stores.db.prisma.device.update({
    where: { id },
    data: { status: 'qr', qr, qrExpiresAt, wanted: true },
  })
  expect((await owner.call('GET', `devices/${id}/qr`)).body.data).toEqual({
    qr,
    expiresAt: qrExpiresAt.toISOString(),
  })
  expect(await readPicture(`devices/${id}/qr?format=png`)).toEqual({ type: 'image/png', qr })
  expect((await owner.call('POST', `devices/${id}/connect`)).body.data.status).toBe('qr')

  await api.stores.db.prisma.device.update({ where: { id }, data: { qrExpiresAt: new Date(Date.now() - 1) } })
  expect((await owner.call('GET', `devices/${id}/qr`)).status).toBe(409)
})

/** What a phone's camera would make of a picture. */
async function readPicture(path: string) {
  const { port } = api.app.server.address() as { port: number }
  const headers = { authorization: `Bearer ${owner.token}` }
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, { headers })
  const { data, width, height } = PNG.sync.read(Buffer.from(await response.arrayBuffer()))
  return {
    type: response.headers.get('content-type'),
    qr: jsqr.default(new Uint8ClampedArray(data), width, height)?.data,
  }
}

const linked = (fields: object = {}) =>
  insertDevice(api.stores.db, {
    workspaceId: owner.workspaceId,
    transport: 'whatsapp_web',
    status: 'disconnected',
    wanted: false,
    ...fields,
  })
const read = (id: string) => api.stores.db.prisma.device.findUniqueOrThrow({ where: { id } })
const codeOf = (id: string) => owner.call('GET', `devices/${id}/code`)

test('a device is linked by a code: it is asked for with the connect, and shown until it expires', async () => {
  const { id } = await linked()
  const asked = await owner.call('POST', `devices/${id}/connect`, { pairWithPhone: '012-345 6789' })
  expect([asked.status, asked.body.data.status]).toEqual([200, 'connecting'])
  expect(await read(id)).toMatchObject({ wanted: true, pairingPhone: '+60123456789' })
  expect((await codeOf(id)).body.message).toBe('There is no code yet; ask again in a moment')

  const pairingExpiresAt = new Date(Date.now() + 180_000)
  const data = { status: 'qr', pairingCode: '8W2WZ3TS', pairingExpiresAt }
  await api.stores.db.prisma.device.update({ where: { id }, data })
  const shown = await codeOf(id)
  expect([shown.headers.get('cache-control'), shown.body.data]).toEqual([
    'no-store',
    { code: '8W2WZ3TS', phone: '+60123456789', expiresAt: pairingExpiresAt.toISOString() },
  ])
  const qr = await owner.call('GET', `devices/${id}/qr`)
  expect([qr.status, qr.body.message]).toEqual([409, expect.stringContaining('linked by a code')])

  // Asked for again, and without a phone, it goes on; for another phone it begins anew.
  await owner.call('POST', `devices/${id}/connect`, { pairWithPhone: '+60123456789' })
  await owner.call('POST', `devices/${id}/connect`)
  expect(await read(id)).toMatchObject({ status: 'qr', pairingCode: '8W2WZ3TS' })
  await owner.call('POST', `devices/${id}/connect`, { pairWithPhone: '+60123456780' })
  expect(await read(id)).toMatchObject({ status: 'connecting', pairingCode: null, pairingPhone: '+60123456780' })

  await api.stores.db.prisma.device.update({ where: { id }, data: { ...data, pairingExpiresAt: new Date() } })
  const expired = await codeOf(id)
  expect([expired.status, expired.body.error.code]).toEqual([409, 'device.no_code'])
  await owner.call('POST', `devices/${id}/disconnect`)
  expect(await read(id)).toMatchObject({ status: 'disconnected', pairingCode: null })
})

test('a connect without a phone is by a QR again, and one that is online has nothing to be linked by', async () => {
  const { id } = await linked({ pairingPhone: '+60123456789' })
  await owner.call('POST', `devices/${id}/connect`)
  expect(await read(id)).toMatchObject({ pairingPhone: null })
  expect((await codeOf(id)).body.message).toMatch(/connect it with pairWithPhone/)
  await api.stores.db.prisma.device.update({ where: { id }, data: { status: 'online' } })
  await owner.call('POST', `devices/${id}/connect`, { pairWithPhone: '+60123456789' })
  expect(await read(id)).toMatchObject({ status: 'online', pairingPhone: null })
})

test('422: a code for a phone that is none, and for a device that is not linked by one', async () => {
  const { id } = await linked()
  const none = await owner.call('POST', `devices/${id}/connect`, { pairWithPhone: 'abc' })
  expect([none.status, none.body.error]).toEqual([
    422,
    expect.objectContaining({
      code: 'device.invalid_phone',
      details: [{ path: 'pairWithPhone', message: expect.any(String) }],
    }),
  ])
  const gateway = await create(wablas)
  const never = await owner.call('POST', `devices/${gateway.id}/connect`, { pairWithPhone: '+60123456789' })
  expect([never.status, never.body.error.code]).toEqual([422, 'device.pairing_unsupported'])
  expect(await read(gateway.id)).toMatchObject({ wanted: false, pairingPhone: null })
})

test('400: a setting that a linked device does not take, by its path', async () => {
  const { id } = await linked()
  const change = async (settings: object) => {
    const { status, body } = await owner.call('PATCH', `devices/${id}`, { settings })
    return [status, ...(body.error?.details ?? []).map((each: { path: string }) => each.path)]
  }
  expect(await change({ typing: true })).toEqual([200])
  expect(await change({ typing: 'yes' })).toEqual([400, 'settings.typing'])
  expect(await change({ typin: true })).toEqual([400, 'settings.typin'])
})

test('a device that nobody linked says so', async () => {
  const statusReason = 'Nobody linked the device within 5 minutes: connect it again'
  const { id } = await linked({ status: 'failed', statusReason, wanted: true })
  expect((await owner.call('GET', `devices/${id}`)).body.data).toMatchObject({ status: 'failed', statusReason })
  const qr = await owner.call('GET', `devices/${id}/qr`)
  expect([qr.status, qr.body.message]).toEqual([409, `There is no QR code to scan: ${statusReason}`])
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
