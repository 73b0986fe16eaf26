import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sayUnserved } from '@siaran/db'
import { insertDevice, insertWorkspace, openTestStores, type TestStores } from '@siaran/testkit'

let stores: TestStores
let workspaceId: string
beforeAll(async () => {
  stores = await openTestStores()
  workspaceId = (await insertWorkspace(stores.db)).id
})
afterAll(() => stores.close())

const reason = 'No Chromium was found: install one'
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const waiting = (fields: Partial<Parameters<typeof insertDevice>[1]> = {}) =>
  insertDevice(stores.db, {
    workspaceId,
    transport: 'whatsapp_web',
    status: 'connecting',
    statusAt: minutesAgo(1),
    leaseOwner: null,
    leaseUntil: null,
    ...fields,
  })
const say = async () =>
  (await sayUnserved(stores.db, new Map([['whatsapp_web', reason]]), 10_000)).map(({ deviceId }) => deviceId)
const read = (id: string) => stores.db.prisma.device.findUniqueOrThrow({ where: { id } })

test('a device that nobody has taken says why, once; whoever can serve it may still take it', async () => {
  const { id } = await waiting()
  expect([await say(), await say()]).toEqual([[id], []])
  expect(await read(id)).toMatchObject({ status: 'failed', statusReason: reason, wanted: true, leaseOwner: null })
})

test('a device whose sender died and that no other could take says why, instead of staying what it was', async () => {
  const { id } = await waiting({ status: 'online', leaseOwner: 'dead', leaseUntil: minutesAgo(1) })
  expect(await say()).toEqual([id])
})

test.each([
  ['has just been asked for', { statusAt: new Date() }],
  ['was just lost by its sender', { leaseOwner: 'dead', leaseUntil: minutesAgo(0) }],
  ['has an owner', { leaseOwner: 'other', leaseUntil: minutesAgo(-1) }],
  ['nobody wants', { wanted: false, status: 'disconnected' }],
  ['was removed', { deletedAt: new Date() }],
  ['has a reason of its own', { status: 'restricted' }],
  ['is of another transport', { transport: 'wablas' }],
])('nothing is said of a device that %s', async (_which, fields) => {
  const { id } = await waiting(fields)
  expect(await say()).toEqual([])
  expect((await read(id)).status).not.toBe('failed')
})
