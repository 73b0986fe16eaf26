import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { addHookWord } from '@siaran/db'
import {
  insertCampaign,
  insertDevice,
  insertMessage,
  insertWorkspace,
  nextPhone,
  openTestStores,
  type TestStores,
  testLog,
} from '@siaran/testkit'
import { type HearHooksDeps, hearHooks } from '../src/hear-hooks.js'
import { type HearDeps, hearMessage } from '../src/hear-network.js'
import { createLedger } from '../src/ledger.js'

let stores: TestStores
let heard: { name: string; payload: unknown }[]
beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())

type Word = Parameters<typeof addHookWord>[2]

async function openScene(device: Parameters<typeof insertDevice>[1] | object = {}) {
  const { db } = stores
  const { id: workspaceId } = await insertWorkspace(db)
  const row = await insertDevice(db, { workspaceId, transport: 'wablas', ...device })
  heard = []
  let looks = 0
  const deps: HearHooksDeps = {
    db,
    sender: 'sender',
    served: new Map([[row.id, { session: { look: () => void looks++ } }]]),
    ledger: createLedger({ db, sender: 'sender', log: testLog, moved() {} }),
    hearMessage: (from, message) =>
      hearMessage(
        {
          db,
          live: { publish: (_audience: unknown, name: string, payload: unknown) => void heard.push({ name, payload }) },
          moved() {},
          log: testLog,
          produce: { discardDeviceJobs: async () => {} },
        } as unknown as HearDeps,
        from,
        message,
      ),
    log: testLog,
  }
  return {
    row,
    deps,
    workspaceId,
    looks: () => looks,
    say: (word: Word) => addHookWord(db, { workspaceId, deviceId: row.id }, word),
    hear: (change: Partial<HearHooksDeps> = {}) => hearHooks({ ...deps, ...change }),
    waiting: () => db.prisma.hookWord.findMany({ where: { deviceId: row.id }, orderBy: { id: 'asc' } }),
    /** As if so much time had passed for the words that wait. */
    age: (ms: number) =>
      db.pool.query(
        `update hook_words set look_at = look_at - make_interval(secs => $1 / 1000.0),
         heard_at = heard_at - make_interval(secs => $1 / 1000.0) where device_id = $2`,
        [ms, row.id],
      ),
    async sent(transportMessageId: string) {
      const { id: campaignId } = await insertCampaign(db, { workspaceId })
      const fields = { workspaceId, campaignId, deviceId: row.id, transportMessageId, status: 'sent' }
      return insertMessage(db, { ...fields, sentAt: new Date(), sendingAt: new Date() })
    },
  }
}
const statusOf = async (id: string) => (await stores.db.prisma.message.findUniqueOrThrow({ where: { id } })).status
const ack = (transportMessageId: string, level: 'sent' | 'delivered' | 'read' | 'failed') =>
  ({ kind: 'ack', transportMessageId, level }) as const

test('acks go forward in whatever order they come, and twice is once', async () => {
  const { say, hear, sent, waiting } = await openScene()
  const { id } = await sent('w-1')
  for (const level of ['read', 'delivered', 'read', 'sent'] as const) await say(ack('w-1', level))
  expect(await hear()).toBe(4)
  expect(await statusOf(id)).toBe('read')
  await say(ack('w-1', 'delivered'))
  await hear()
  expect([await statusOf(id), await waiting()]).toEqual(['read', []])
})

test('an ack that overtakes the answer waits for it, and a minute long at most', async () => {
  const { say, hear, sent, waiting, age } = await openScene()
  await say(ack('w-2', 'delivered'))
  await hear()
  expect(await waiting()).toHaveLength(1)
  expect(await hear()).toBe(0) // not in one breath
  const { id } = await sent('w-2')
  await age(2_000)
  expect(await hear()).toBe(1)
  expect([await statusOf(id), await waiting()]).toEqual(['delivered', []])

  await say(ack('nobody-sent-this', 'delivered'))
  await hear()
  await age(50_000)
  await hear()
  expect(await waiting()).toHaveLength(1)
  await age(11_000)
  await hear()
  expect(await waiting()).toEqual([])
})

test('the network’s failure of a message that was queued there is the message’s', async () => {
  const { say, hear, sent } = await openScene()
  const { id } = await sent('w-3')
  await say({ ...ack('w-3', 'failed'), reason: 'Wablas says: not on WhatsApp' })
  await hear()
  expect(await stores.db.prisma.message.findUnique({ where: { id } })).toMatchObject({
    status: 'failed',
    errorMessage: 'Wablas says: not on WhatsApp',
  })
})

test('a stop word is obeyed also where the device is served by nobody; what is said to another’s device is left to it', async () => {
  const free = await openScene({ leaseOwner: null, leaseUntil: null, wanted: false, status: 'disconnected' })
  const others = await openScene({ leaseOwner: 'another' })
  const phone = nextPhone()
  await free.say({ kind: 'incoming', from: phone, text: 'STOP' })
  await others.say({ kind: 'incoming', from: phone, text: 'STOP' })
  await free.hear()
  const suppressed = ({ workspaceId }: { workspaceId: string }) =>
    stores.db.prisma.suppression.count({ where: { workspaceId, phone } })
  expect([await suppressed(free), await suppressed(others)]).toEqual([1, 0])
  expect(await others.waiting()).toHaveLength(1)
  await others.hear({ sender: 'another' })
  expect(await suppressed(others)).toBe(1)
})

test('an answer is told live, in its order, and what changed about the device is asked for', async () => {
  const { say, hear, looks, row } = await openScene()
  const from = nextPhone()
  for (const text of ['Satu', 'Dua']) await say({ kind: 'incoming', from, text })
  await say({ kind: 'device' })
  await hear()
  expect(heard).toEqual(
    ['Satu', 'Dua'].map((text) => ({
      name: 'message:received',
      payload: { deviceId: row.id, from, text, at: expect.any(String) },
    })),
  )
  expect(looks()).toBe(1)
})

test('what could not be taken in is looked at again, and holds up nobody else', async () => {
  const { say, hear, waiting, age, workspaceId, deps } = await openScene()
  const [first, second] = [nextPhone(), nextPhone()]
  await say({ kind: 'incoming', from: first, text: 'STOP' })
  await say({ kind: 'incoming', from: second, text: 'STOP' })
  const suppressed = () => stores.db.prisma.suppression.count({ where: { workspaceId } })
  await hear({
    hearMessage: (device, message) =>
      message.from === first ? Promise.reject(new Error('Connection terminated')) : deps.hearMessage(device, message),
  })
  expect([await suppressed(), (await waiting()).length]).toEqual([1, 1])
  expect(await hear()).toBe(0)
  await age(20_000)
  await hear()
  expect([await suppressed(), await waiting()]).toEqual([2, []])
})
