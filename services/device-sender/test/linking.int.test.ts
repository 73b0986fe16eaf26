import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Device } from '@siaran/db'
import { insertDevice, insertWorkspace, openTestStores, type TestStores, testLog, until } from '@siaran/testkit'
import type { DeviceEvents, DeviceIdentity } from '@siaran/transports'
import { type HearDeps, hearNetwork } from '../src/hear-network.js'
import { createLedger } from '../src/ledger.js'
import { type OwnDeps, ownDevices } from '../src/own-devices.js'
import { ServedDevice } from '../src/served-device.js'

const PHONE = '+60123456789'

let stores: TestStores
let heard: { name: string; payload: unknown }[]
beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())

/** Lets a device say something, and answers its row after that. */
async function after(pairingPhone: string | null, say: (events: DeviceEvents) => void) {
  const { db } = stores
  const { id: workspaceId } = await insertWorkspace(db)
  const fields = { workspaceId, transport: 'whatsapp_web', status: 'connecting', pairingPhone }
  const row: Device = await insertDevice(db, fields)
  heard = []
  const deps = {
    db,
    log: testLog,
    ledger: createLedger({ db, sender: 'sender', log: testLog, moved() {} }),
    live: { publish: (_audience: unknown, name: string, payload: unknown) => void heard.push({ name, payload }) },
    produce: { discardDeviceJobs: async () => {} },
    fleet: { remove: async () => {} },
  } as unknown as HearDeps
  const device = new ServedDevice({ ...row, epoch: 1 } as unknown as ServedDevice['row'], 1_000)
  const events = hearNetwork(deps, device)
  say(events)
  // Words are taken in their turn: this one is the last.
  await events.incoming({ from: PHONE, text: 'Halo', at: new Date() })
  heard.pop()
  return db.prisma.device.findUniqueOrThrow({ where: { id: row.id } })
}

test('a code is kept for who asks, and told to who listens, until nobody entered it', async () => {
  const expiresAt = new Date(Date.now() + 180_000)
  const shown = await after(PHONE, ({ status, pairingCode }) => {
    status('qr')
    pairingCode('8W2WZ3TS', expiresAt)
  })
  expect(shown).toMatchObject({ status: 'qr', pairingCode: '8W2WZ3TS', pairingExpiresAt: expiresAt, qr: null })
  expect(heard.at(-1)).toEqual({
    name: 'device:code',
    payload: { deviceId: shown.id, code: '8W2WZ3TS', phone: PHONE, expiresAt: expiresAt.toISOString() },
  })
  const givenUp = await after(PHONE, ({ pairingCode, status }) => {
    pairingCode('8W2WZ3TS', expiresAt)
    status('failed', 'Nobody linked the device within 5 minutes: connect it again')
  })
  expect(givenUp).toMatchObject({
    status: 'failed',
    statusReason: 'Nobody linked the device within 5 minutes: connect it again',
    pairingCode: null,
    pairingExpiresAt: null,
  })
})

test('a QR is renewed, and the newest is the one that is shown', async () => {
  const expiresAt = new Date(Date.now() + 20_000)
  const shown = await after(null, ({ qr }) => {
    qr('2@first', new Date())
    qr('2@second', expiresAt)
  })
  expect(shown).toMatchObject({ status: 'qr', qr: '2@second', qrExpiresAt: expiresAt, pairingCode: null })
  expect(heard.filter(({ name }) => name === 'device:qr')).toHaveLength(2)
})

test('a device is opened with the phone that it is to be linked by, and anew for another one unless it is online', async () => {
  const { db } = stores
  const { id: workspaceId } = await insertWorkspace(db)
  const unserved = { leaseOwner: null, leaseUntil: null, leaseEpoch: 0 }
  const fields = { workspaceId, transport: 'whatsapp_web', status: 'connecting', pairingPhone: PHONE }
  const { id } = await insertDevice(db, { ...fields, ...unserved })
  const opened: DeviceIdentity[] = []
  const transport = {
    async open(device: DeviceIdentity) {
      opened.push(device)
      return { close: async () => {} }
    },
  }
  const devices = ownDevices({
    db,
    sender: 'owner',
    capacity: 10,
    transports: new Map([['whatsapp_web', transport]]),
    fleet: { remove: async () => {} },
    hear: () => ({}),
    log: testLog,
    toElapsed: (at: number) => at,
  } as unknown as OwnDeps)
  const pairWith = async (pairingPhone: string | null) => {
    await db.prisma.device.update({ where: { id }, data: { pairingPhone } })
    devices.look()
  }
  await devices.start()
  try {
    await until(() => opened.length === 1, 'the device is opened')
    await pairWith('+60123456780')
    await until(() => opened.length === 2, 'the device is opened anew')
    await until(() => devices.served.get(id)?.session != null, 'its session is open')
    const device = devices.served.get(id)!
    device.said = 'online'
    await pairWith(null)
    await until(() => device.row.pairingPhone === null, 'the change is seen')
    expect(opened.map(({ pairWithPhone }) => pairWithPhone)).toEqual([PHONE, '+60123456780'])
    expect(devices.served.get(id)).toBe(device)
  } finally {
    await devices.stop()
  }
})
