import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { type Message, retryMessage } from '@siaran/db'
import {
  insertCampaign,
  insertDevice,
  insertLead,
  insertMessage,
  insertWorkspace,
  testLog as log,
  nextPhone,
  openTestStores,
  type TestStores,
  until,
} from '@siaran/testkit'
import type { LookUpAnswer } from '@siaran/transports'
import { createLedger, type Ledger } from '../src/ledger.js'
import { type AskableDevice, keepReconciling, type Reached, reconcile } from '../src/reconcile.js'

let stores: TestStores
let workspaceId: string
let campaignId: string
let ledger: Ledger
let served: Map<string, AskableDevice>
let asked: string[]
let reached: Reached
/** What the network's books say, by message id; an error instead of an answer where it is one. */
let books: Map<string, LookUpAnswer | Error>
const moved = new Set<string>()
const at = new Date('2026-11-22T01:00:00Z')
const goOn = () => new AbortController().signal

beforeAll(async () => {
  stores = await openTestStores()
  ledger = createLedger({ db: stores.db, sender: 'sender', log, moved: (id) => void moved.add(id) })
})
afterAll(() => stores.close())
beforeEach(async () => {
  moved.clear()
  served = new Map()
  asked = []
  reached = new Map()
  books = new Map()
  workspaceId = (await insertWorkspace(stores.db)).id
  campaignId = (await insertCampaign(stores.db, { workspaceId, expandedAt: new Date(), status: 'completed' })).id
})

/** A device of this sender, on a network that can be asked. */
async function device(fields: Partial<AskableDevice> = {}): Promise<string> {
  const { id } = await insertDevice(stores.db, { workspaceId })
  const lookUp = async (messageId: string): Promise<LookUpAnswer> => {
    asked.push(messageId)
    const answer = books.get(messageId) ?? ({ kind: 'unknown' } as const)
    if (answer instanceof Error) throw answer
    return answer
  }
  served.set(id, { id, online: true, session: { lookUp }, ...fields })
  return id
}
async function doubt(deviceId: string, fields: object = {}): Promise<Message> {
  const { id: leadId } = await insertLead(stores.db, { workspaceId })
  const inDoubt = { status: 'unconfirmed', content: 'Hi', dispatchNumber: 1, leaseEpoch: 1, errorCode: 'no_answer' }
  return insertMessage(stores.db, {
    workspaceId,
    campaignId,
    deviceId,
    leadId,
    sendingAt: new Date(),
    ...inDoubt,
    ...fields,
  })
}
async function doubts(deviceId: string, count: number): Promise<void> {
  const row = { workspaceId, campaignId, deviceId, status: 'unconfirmed', content: 'Hi', errorCode: 'x' }
  await stores.db.prisma.message.createMany({
    data: Array.from({ length: count }, () => ({ ...row, sendingAt: new Date(), recipientPhone: nextPhone() })),
  })
}
const received = ({ id }: Message) => books.set(id, { kind: 'found', transportMessageId: `of ${id}`, at })
const deps = () => ({ db: stores.db, served, ledger, log })
const run = () => reconcile(deps(), reached, goOn())
const read = ({ id }: Message) => stores.db.prisma.message.findUniqueOrThrow({ where: { id } })

test('what a phone has received is sent, with the network’s id and time; what is not found stays in doubt', async () => {
  const here = await device()
  const [found, lost] = [await doubt(here), await doubt(here)]
  received(found)
  expect(await run()).toBe(1)
  expect(await read(found)).toMatchObject({
    status: 'sent',
    transportMessageId: `of ${found.id}`,
    sentAt: at,
    errorCode: null,
  })
  expect(await read(lost)).toEqual(lost)
  expect([...moved]).toEqual([campaignId])
  expect(await run()).toBe(0)
  expect(asked.filter((id) => id === lost.id)).toHaveLength(2)
})

test('under a newer epoch as well: the device has a new owner since', async () => {
  const here = await device()
  await stores.db.prisma.device.update({ where: { id: here }, data: { leaseEpoch: 7 } })
  const found = await doubt(here)
  received(found)
  await run()
  expect((await read(found)).status).toBe('sent')
})

test('a network that gives no answer is asked the next time, and keeps nobody else from theirs', async () => {
  const here = await device()
  const [first, second] = [await doubt(here), await doubt(here)]
  books.set(second.id, new Error('The network is away'))
  received(first)
  expect(await run()).toBe(1)
  received(second)
  expect(await run()).toBe(1)
})

test('nothing is asked for: on devices of others, that are offline, or cannot be asked, nor what is older than a day', async () => {
  await doubt((await insertDevice(stores.db, { workspaceId })).id)
  await doubt(await device({ online: false }))
  await doubt(await device({ session: {} }))
  await doubt(await device({ session: null }))
  await doubt(await device(), { sendingAt: new Date(Date.now() - 25 * 3_600_000) })
  await doubt(await device(), { status: 'failed' })
  expect(await run()).toBe(0)
  expect(asked).toEqual([])
})

test('a page of each device in a turn, the newest first', async () => {
  const [here, there] = [await device(), await device()]
  await doubts(here, 103)
  const other = await doubt(there)
  await run()
  expect(asked).toHaveLength(101)
  const newest = await stores.db.prisma.message.findMany({
    where: { deviceId: here },
    orderBy: { id: 'desc' },
    take: 100,
  })
  expect(new Set(asked)).toEqual(new Set([other.id, ...newest.map(({ id }) => id)]))
})

test('what is not found does not hide what is older: turn by turn all are asked for, and then again', async () => {
  const here = await device()
  const oldest = await doubt(here)
  await doubts(here, 220)
  const newest = await doubt(here)
  const turns: number[] = []
  for (let turn = 1; turn <= 5; turn++) {
    asked = []
    await run()
    expect(asked).toContain(newest.id)
    expect(new Set(asked).size).toBe(asked.length)
    turns.push(asked.length)
  }
  expect(turns).toEqual([100, 200, 122, 100, 200])
  received(oldest)
  expect(await run()).toBe(1)
})

test('one that a person sends again while it is asked for: found, it is sent, and not again', async () => {
  const found = await doubt(await device())
  received(found)
  const [[id, here]] = [...served] as [[string, AskableDevice]]
  const lookUp = async (messageId: string) => {
    await retryMessage(stores.db, { id: messageId, workspaceId })
    return here.session!.lookUp!(messageId)
  }
  served.set(id, { ...here, session: { lookUp } })
  await run()
  expect((await read(found)).status).toBe('sent')
})

test('a device that comes online is looked at, without waiting for the next turn', async () => {
  const found = await doubt(await device())
  received(found)
  const reconciliation = keepReconciling(deps())
  await reconciliation.start()
  reconciliation.look()
  await until(async () => (await read(found)).status === 'sent', 'the message is settled', 20_000)
  await reconciliation.stop()
  await reconciliation.stop()
})
