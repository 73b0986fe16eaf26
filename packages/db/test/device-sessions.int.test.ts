import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  claimDevices,
  forgetDeviceSession,
  handBackDevices,
  loadDeviceSession,
  saveDeviceSession,
  vacateDevice,
} from '@siaran/db'
import type pg from 'pg'
import { openScene, type Scene, until } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const first = Buffer.from('first')
const second = Buffer.from('second')

/** A device that this sender has just claimed, and what its owner may say for it. */
async function claimed(sender: string, id?: string) {
  const device = id ?? (await scene.device({ leaseOwner: null, leaseUntil: null, transport: 'whatsapp_web' })).id
  const rows = await claimDevices(scene.db, sender, 3_600_000, 100, ['whatsapp_web'])
  const { epoch } = rows.find((row) => row.id === device)!
  const holder = { sender, deviceId: device, epoch }
  return {
    deviceId: device,
    save: (session: Buffer) => saveDeviceSession(scene.db, holder, session),
    load: () => loadDeviceSession(scene.db, holder),
    forget: () => forgetDeviceSession(scene.db, holder),
    handBack: () => handBackDevices(scene.db, sender, [device]),
  }
}
const kept = (deviceId: string) => scene.db.prisma.deviceSession.findUnique({ where: { deviceId } })

test('a session is kept by its owner, given to the next one, and forgotten', async () => {
  const a = await claimed('a')
  expect(await a.load()).toBeNull()
  expect(await a.save(first)).toBe(true)
  expect(await a.save(second)).toBe(true)
  await a.handBack()
  const b = await claimed('b', a.deviceId)
  expect(await b.load()).toEqual(second)
  expect(await b.forget()).toBe(true)
  expect(await b.load()).toBeNull()
  expect(await b.forget()).toBe(true)
})

test('an old epoch changes no session and is given none, also when the device has come back to the same sender', async () => {
  const before = await claimed('a')
  await before.handBack()
  const after = await claimed('a', before.deviceId)
  expect([await before.save(first), await kept(before.deviceId)]).toEqual([false, null])
  await after.save(second)
  expect([await before.save(first), await before.forget(), await before.load()]).toEqual([false, false, undefined])
  expect(await after.load()).toEqual(second)
})

test('a sender that has given a device back keeps nothing of it any more', async () => {
  const owner = await claimed('a')
  await owner.handBack()
  expect([await owner.save(first), await kept(owner.deviceId)]).toEqual([false, null])
})

test('a save that waits for a claim finds itself too late', async () => {
  const before = await claimed('a')
  const saved = await whileInHand(
    async (client) => {
      await client.query("update devices set lease_owner = 'b', lease_epoch = lease_epoch + 1 where id = $1", [
        before.deviceId,
      ])
    },
    () => before.save(first),
  )
  expect([saved, await kept(before.deviceId)]).toEqual([false, null])
})

test('a removed device has no session, and its owner saves none on its way out', async () => {
  const owner = await claimed('a')
  await owner.save(first)
  const removed = { id: owner.deviceId, workspaceId: scene.workspaceId }
  expect(await vacateDevice(scene.db, removed)).not.toBeNull()
  expect([await owner.save(second), await kept(owner.deviceId)]).toEqual([false, null])
})

test('a session that is saved while its device is being removed goes with it', async () => {
  const { deviceId } = await claimed('a')
  await whileInHand(
    async (client) => {
      // As a save does.
      await client.query('select 1 from devices where id = $1 for no key update', [deviceId])
      await client.query(
        'insert into device_sessions (device_id, workspace_id, session, lease_epoch) values ($1, $2, $3, 1)',
        [deviceId, scene.workspaceId, first],
      )
    },
    () => vacateDevice(scene.db, { id: deviceId, workspaceId: scene.workspaceId }),
  )
  expect(await kept(deviceId)).toBeNull()
})

/** Commits `work` when `other`, begun after it, waits for it; answers what came of `other`. */
async function whileInHand<Result>(
  work: (client: pg.PoolClient) => Promise<void>,
  other: () => Promise<Result>,
): Promise<Result> {
  const client = await scene.db.pool.connect()
  try {
    await client.query('begin')
    await work(client)
    const outcome = other()
    await until(async () => (await scene.waiting()) > 0, 'somebody waits')
    await client.query('commit')
    return await outcome
  } finally {
    client.release()
  }
}
