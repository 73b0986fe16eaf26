import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Database } from '@siaran/db'
import { insertDevice, insertWorkspace, openTestStores, type TestStores, testLog } from '@siaran/testkit'
import type { IncomingMessage } from '@siaran/transports'
import { type HearDeps, hearNetwork } from '../src/hear-network.js'
import type { ServedDevice } from '../src/served-device.js'

let stores: TestStores
beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())

const stop = (from: string): IncomingMessage => ({ from, text: 'STOP', at: new Date() })

async function earOf(db: Database) {
  const row = await insertDevice(stores.db, { workspaceId: (await insertWorkspace(stores.db)).id })
  const deps = { db, live: { publish() {} }, moved() {}, log: testLog, produce: { discardDeviceJobs: async () => {} } }
  return { ...row, ...hearNetwork(deps as unknown as HearDeps, { id: row.id, row } as unknown as ServedDevice) }
}
const isSuppressed = async (workspaceId: string, phone: string) =>
  (await stores.db.prisma.suppression.count({ where: { workspaceId, phone } })) === 1

test('a word of which the database can keep nothing is passed by, and the next one is heard', async () => {
  const { incoming, workspaceId } = await earOf(stores.db)
  await Promise.all([incoming(stop('not a phone\0')), incoming(stop('none either')), incoming(stop('+60123456789'))])
  expect(await isSuppressed(workspaceId, '+60123456789')).toBe(true)
})

test('a word that comes while the store is away is told again', async () => {
  let away = true
  const { incoming, workspaceId } = await earOf({
    ...stores.db,
    query: (query) => (away ? Promise.reject(new Error('Connection terminated')) : stores.db.query(query)),
  })
  await expect(incoming(stop('+60123456788'))).rejects.toThrow('Connection terminated')
  away = false
  await incoming(stop('+60123456788'))
  expect(await isSuppressed(workspaceId, '+60123456788')).toBe(true)
})
