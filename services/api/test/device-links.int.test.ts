import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { saveDeviceSession } from '@siaran/db'
import { insertDevice } from '@siaran/testkit'
import jsqr from 'jsqr'
import { PNG } from 'pngjs'
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
