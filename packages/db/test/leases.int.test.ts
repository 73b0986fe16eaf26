import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  beat,
  claimDevices,
  type DeviceNews,
  handBackDevices,
  leave,
  readFleetStanding,
  renewLeases,
  setDeviceStatuses,
} from '@siaran/db'
import { openScene, type Scene, whileLocked } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  await scene.db.pool.query('delete from devices; delete from heartbeats')
})

const LONG_MS = 3_600_000
const unserved = (fields: object = {}) =>
  scene.device({ leaseOwner: null, leaseUntil: null, leaseEpoch: 0, status: 'disconnected', ...fields })
const claim = (sender: string, most = 100, leaseMs = LONG_MS) =>
  claimDevices(scene.db, sender, leaseMs, most, ['simulator'])
const expire = (id: string) =>
  scene.db.prisma.device.update({ where: { id }, data: { leaseUntil: new Date(Date.now() - 1_000) } })
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
const read = (id: string) => scene.db.prisma.device.findUniqueOrThrow({ where: { id } })

describe('a device has one owner', () => {
  test('senders that claim at once share the devices, each device once', async () => {
    const devices = await Promise.all(Array.from({ length: 20 }, () => unserved()))
    const claims = await Promise.all(['a', 'b', 'c', 'd'].map((sender) => claim(sender, 5)))
    const rest = await claim('e')
    expect(ids([...claims.flat(), ...rest])).toEqual(ids(devices))
    const owners = await scene.db.prisma.device.groupBy({ by: ['leaseOwner'], _count: true })
    expect(Math.max(...owners.map(({ _count }) => _count))).toBeLessThanOrEqual(20)
    expect(claims.every(({ length }) => length <= 5)).toBe(true)
  })

  test('what has a living owner is not claimed', async () => {
    await unserved()
    expect(await claim('a')).toHaveLength(1)
    expect(await claim('b')).toEqual([])
  })

  test('a dead sender’s devices can be claimed as soon as its leases have run out', async () => {
    const { id } = await unserved()
    await claim('dead')
    await expire(id)
    expect(ids(await claim('alive'))).toEqual([id])
    expect(await read(id)).toMatchObject({ leaseOwner: 'alive', leaseEpoch: 2n })
  })

  test('the epoch rises with every claim, also after the device was handed back and to the same sender', async () => {
    const { id } = await unserved()
    const epochs: number[] = []
    for (let n = 0; n < 3; n++) {
      epochs.push((await claim('a'))[0]!.epoch)
      await handBackDevices(scene.db, 'a', [id])
    }
    expect(epochs).toEqual([1, 2, 3])
  })

  test('a device that somebody else is just claiming is passed by, not waited for', async () => {
    const [busy, free] = [await unserved(), await unserved()]
    await whileLocked(scene.db, 'devices', busy.id, async () => {
      expect(ids(await claim('a'))).toEqual([free.id])
    })
  })

  test('what nobody wants served, what was removed, and what this sender cannot serve is left alone', async () => {
    await unserved({ wanted: false })
    await unserved({ deletedAt: new Date() })
    await unserved({ transport: 'wablas' })
    expect(await claim('a')).toEqual([])
  })
})

describe('a lease', () => {
  test('is renewed with all the others of its sender, under the same epoch', async () => {
    const [mine, others] = [await unserved(), await unserved()]
    await claim('a', 1)
    await claim('b', 1)
    const before = await scene.db.prisma.device.findMany({ orderBy: { id: 'asc' } })
    const [renewed] = await renewLeases(scene.db, 'a', 2 * LONG_MS)
    expect(renewed).toMatchObject({ id: mine.id, epoch: 1, wanted: true })
    expect((await read(mine.id)).leaseUntil!.getTime()).toBeGreaterThan(before[0]!.leaseUntil!.getTime())
    expect((await read(others.id)).leaseUntil).toEqual(before[1]!.leaseUntil)
  })

  test('that has run out is not revived, although nobody else has taken the device', async () => {
    const { id } = await unserved()
    await claim('a')
    await expire(id)
    expect(await renewLeases(scene.db, 'a', LONG_MS)).toEqual([])
    expect((await read(id)).leaseUntil!.getTime()).toBeLessThan(Date.now())
  })

  test('that another sender took is missing in the answer', async () => {
    const [kept, lost] = [await unserved(), await unserved()]
    await claim('a')
    await expire(lost.id)
    await claim('b')
    expect(ids(await renewLeases(scene.db, 'a', LONG_MS))).toEqual([kept.id])
  })

  test('says as well what the operator wants meanwhile', async () => {
    const [unwanted, removed] = [await unserved(), await unserved()]
    await claim('a')
    await scene.db.prisma.device.update({ where: { id: unwanted.id }, data: { wanted: false, logoutRequested: true } })
    await scene.db.prisma.device.update({ where: { id: removed.id }, data: { deletedAt: new Date() } })
    const rows = await renewLeases(scene.db, 'a', LONG_MS)
    expect(rows.map(({ id, wanted, logoutRequested }) => [id, wanted, logoutRequested]).sort()).toEqual(
      [
        [unwanted.id, false, true],
        [removed.id, false, false],
      ].sort(),
    )
  })

  test('is handed back by its owner alone', async () => {
    const { id } = await unserved()
    await claim('a')
    expect(await handBackDevices(scene.db, 'b', [id])).toEqual([])
    expect((await read(id)).leaseOwner).toBe('a')
    await handBackDevices(scene.db, 'a', [id])
    expect(await claim('b')).toHaveLength(1)
  })
})

describe('what a session says of itself', () => {
  const say = async (
    deviceId: string,
    news: Omit<DeviceNews, 'deviceId' | 'epoch'>,
    { sender = 'a', epoch = 1 } = {},
  ) => (await setDeviceStatuses(scene.db, sender, [{ deviceId, epoch, ...news }])).get(deviceId)

  test('is written by the owner; the same news again is no news', async () => {
    const { id } = await unserved()
    await claim('a')
    expect(await say(id, { status: 'online' })).toEqual({ workspaceId: scene.workspaceId })
    expect(await say(id, { status: 'online' })).toBeUndefined()
    const qrExpiresAt = new Date(Date.now() + 60_000)
    await say(id, { status: 'qr', qr: '2@x', qrExpiresAt })
    expect(await read(id)).toMatchObject({ status: 'qr', qr: '2@x', qrExpiresAt })
    await say(id, { status: 'online' })
    expect(await read(id)).toMatchObject({ status: 'online', qr: null, qrExpiresAt: null })
    const code = { status: 'qr', pairingCode: '8W2WZ3TS', pairingExpiresAt: qrExpiresAt } as const
    expect(await say(id, code)).toBeDefined()
    expect(await say(id, code)).toBeUndefined()
    expect(await say(id, { ...code, pairingCode: 'ABCDEFGH' })).toBeDefined()
    expect(await read(id)).toMatchObject({ pairingCode: 'ABCDEFGH', pairingExpiresAt: qrExpiresAt, qr: null })
    await say(id, { status: 'online' })
    expect(await read(id)).toMatchObject({ pairingCode: null, pairingExpiresAt: null })
  })

  test('of many at once, each is taken for itself', async () => {
    const [first, second, other] = await Promise.all([unserved(), unserved(), unserved()])
    await claim('a')
    const said = [first, second, other].map(({ id: deviceId }, n) => ({
      deviceId,
      epoch: n === 2 ? 7 : 1,
      status: n === 0 ? ('online' as const) : ('failed' as const),
      ...(n === 1 && { reason: 'No phone' }),
    }))
    const news = await setDeviceStatuses(scene.db, 'a', said)
    expect([...news.keys()].sort()).toEqual([first.id, second.id].sort())
    expect(await read(first.id)).toMatchObject({ status: 'online', statusReason: null })
    expect(await read(second.id)).toMatchObject({ status: 'failed', statusReason: 'No phone' })
    expect(await read(other.id)).toMatchObject({ status: 'disconnected' })
  })

  test('under an old epoch, or by another sender, changes nothing', async () => {
    const { id } = await unserved()
    await claim('a')
    for (const fields of [{ epoch: 0 }, { epoch: 2 }, { sender: 'b' }])
      expect(await say(id, { status: 'online' }, fields)).toBeUndefined()
    expect((await read(id)).status).toBe('disconnected')
  })

  test('logged out: the wish is carried out, and nobody serves the device any more', async () => {
    const { id } = await unserved({ logoutRequested: true })
    await claim('a')
    await say(id, { status: 'logged_out' })
    expect(await read(id)).toMatchObject({ status: 'logged_out', logoutRequested: false, wanted: false })
  })
})

test('a transport’s standing: the devices that want serving by it, and how many the senders take that can serve it and were heard of lately', async () => {
  await Promise.all([unserved(), unserved(), unserved({ wanted: false }), unserved({ transport: 'wablas' })])
  const all = new Map(Object.entries({ simulator: 4, wablas: 10 }))
  for (const sender of ['a', 'b', 'silent']) await beat(scene.db, 'device-sender', sender, all)
  await beat(scene.db, 'device-sender', 'without a browser', new Map([['wablas', 7]]))
  await beat(scene.db, 'scheduler', 'x')
  await scene.db.pool.query(`update heartbeats set beat_at = now() - interval '1 minute' where instance = 'silent'`)
  const standing = () => readFleetStanding(scene.db, 8_000, ['simulator', 'wablas'])
  expect(await standing()).toEqual([
    { transport: 'simulator', devices: 2, capacity: 8 },
    { transport: 'wablas', devices: 1, capacity: 27 },
  ])
  await leave(scene.db, 'device-sender', 'b')
  expect(await standing()).toMatchObject([{ capacity: 4 }, { capacity: 17 }])
  await scene.db.pool.query(`update heartbeats set capacities = null, capacity = 10 where instance = 'a'`)
  expect(await standing()).toMatchObject([{ capacity: 10 }, { capacity: 17 }])
})
