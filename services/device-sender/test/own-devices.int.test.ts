import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { saveDeviceSession } from '@siaran/db'
import { insertDevice, insertWorkspace, openTestStores, type TestStores, testLog, until } from '@siaran/testkit'
import type { DeviceEvents, DeviceSession, Transport } from '@siaran/transports'
import { createLedger } from '../src/ledger.js'
import { type OwnDeps, ownDevices } from '../src/own-devices.js'
import type { ServedDevice } from '../src/served-device.js'

let stores: TestStores
beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())

const quiet: DeviceEvents = { status() {}, qr() {}, pairingCode() {}, ack() {}, incoming() {} }

const gates: (() => void)[] = []
function gate() {
  let open = () => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  gates.push(open)
  return { open, passed }
}

/** A sender of devices whose sessions end when the test lets them. */
async function openSender({ most = 10 } = {}) {
  const { db } = stores
  const workspaceId = (await insertWorkspace(db)).id
  const sender = `sender of ${workspaceId}`
  const opened: string[] = []
  /** Devices that somebody else has taken over, and when. */
  const takenOver = new Map<string, number>()
  const ends = new Map<string, (epoch: number) => Promise<void>>()
  const transport = {
    async open({ id }: { id: string }): Promise<Partial<DeviceSession>> {
      opened.push(id)
      const end = async () => ends.get(id)?.(devices.served.get(id)?.epoch ?? 1)
      takenOver.delete(id)
      return {
        get endedAt() {
          return takenOver.get(id) ?? null
        },
        close: end,
        logout: end,
      }
    },
  } as unknown as Transport
  const devices = ownDevices({
    db,
    sender,
    capacity: 10,
    capacities: new Map([[workspaceId, most]]),
    sendDeadlineMs: 1_000,
    // Each test has a transport of its own, and so devices of its own.
    transports: new Map([[workspaceId, transport]]),
    secrets: { open: () => ({}) },
    fleet: { async add() {}, async remove() {} } as unknown as OwnDeps['fleet'],
    live: { publish() {} } as unknown as OwnDeps['live'],
    ledger: createLedger({ db, sender, log: testLog, moved() {} }),
    hear: (_device: ServedDevice) => quiet,
    log: testLog,
    toElapsed: (at) => at,
  })
  const device = async () =>
    (await insertDevice(db, { workspaceId, transport: workspaceId, leaseOwner: null, leaseUntil: null, leaseEpoch: 0 }))
      .id
  const read = (id: string) => db.prisma.device.findUniqueOrThrow({ where: { id } })
  return { db, workspaceId, sender, devices, device, read, opened, takenOver, ends }
}
type Sender = Awaited<ReturnType<typeof openSender>>

let running: Sender | undefined
afterEach(async () => {
  for (const open of gates.splice(0)) open()
  await running?.devices.stop()
})

async function withDevices(count: number) {
  running = await openSender()
  const ids = await Promise.all(Array.from({ length: count }, running.device))
  await running.devices.start()
  await until(() => running!.opened.length === count, 'all devices are open')
  return { ...running, ids }
}

test('a session that takes its time to end costs the others no lease, and keeps its own', async () => {
  const { db, ids, devices, read, ends } = await withDevices(2)
  const [slow, other] = ids as [string, string]
  const letGo = gate()
  ends.set(slow, () => letGo.passed)
  await db.prisma.device.update({ where: { id: slow }, data: { wanted: false } })
  devices.look()
  await until(() => !devices.served.has(slow), 'it is on its way out')

  for (const id of [slow, other]) {
    const before = (await read(id)).leaseUntil!
    await until(async () => (await read(id)).leaseUntil! > before, 'its lease is renewed')
  }
  letGo.open()
  await until(async () => (await read(slow)).leaseOwner === null, 'it is given back')
  expect((await read(slow)).status).toBe('disconnected')
})

test('a stop saves every session before it gives the device back, and gives back each that is done', async () => {
  const { db, sender, ids, devices, read, ends } = await withDevices(2)
  const [slow, quick] = ids as [string, string]
  const saved: boolean[] = []
  const letGo = gate()
  ends.set(slow, async () => {
    await letGo.passed
    saved.push(await saveDeviceSession(db, { sender, deviceId: slow, epoch: 1 }, Buffer.from('session')))
  })
  const stopped = devices.stop()
  await until(async () => (await read(quick)).leaseOwner === null, 'the one that is done is given back')
  const before = (await read(slow)).leaseUntil!
  await until(async () => (await read(slow)).leaseUntil! > before, 'the other one is kept meanwhile')
  letGo.open()
  await stopped
  expect([saved, (await read(slow)).leaseOwner]).toEqual([[true], null])
})

test('a device that could not be logged out is given back, and tried again', async () => {
  const { db, ids, devices, read, opened, ends } = await withDevices(1)
  const [id] = ids as [string]
  let tries = 0
  ends.set(id, async () => {
    tries += 1
    if (tries === 1) throw new Error('the page does not answer')
  })
  await db.prisma.device.update({ where: { id }, data: { logoutRequested: true } })
  devices.look()
  await until(async () => (await read(id)).status === 'logged_out', 'it is logged out')
  expect([tries, opened]).toEqual([2, [id, id]])
  expect(await read(id)).toMatchObject({ wanted: false, logoutRequested: false })
})

test('of a transport it takes as many as it has room for, and says so of those that have to wait', async () => {
  running = await openSender({ most: 2 })
  const { db, workspaceId, device, devices, opened } = running
  const ids = await Promise.all(Array.from({ length: 3 }, device))
  await devices.start()
  await until(() => devices.full.has(workspaceId), 'it is full')
  await until(() => opened.length === 2, 'two are open')
  expect(devices.served.size).toBe(2)

  const waiting = ids.find((id) => !opened.includes(id))!
  const [gone] = opened
  await db.prisma.device.update({ where: { id: gone! }, data: { wanted: false } })
  devices.look()
  await until(() => opened.includes(waiting), 'the third is open in its place')
  await until(() => !devices.full.has(workspaceId), 'none has to wait any more')
})

test('a device whose session somebody without its lease has ended is opened anew, and no other', async () => {
  const { ids, devices, opened, takenOver } = await withDevices(2)
  const [taken, other] = ids as [string, string]
  devices.served.get(taken)!.said = 'disconnected'
  devices.served.get(other)!.said = 'disconnected'
  takenOver.set(taken, performance.now())
  await until(() => opened.length === 3, 'it is opened anew')
  expect(opened[2]).toBe(taken)
})
