import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { acknowledgeMessages, type Message, releaseQueuedMessages } from '@siaran/db'
import { SEND_ATTEMPTS } from '@siaran/domain'
import {
  insertCampaign,
  insertDevice,
  insertMessage,
  insertWorkspace,
  openTestStores,
  type TestStores,
  testLog,
} from '@siaran/testkit'
import { createLedger, type Ledger } from '../src/ledger.js'

let stores: TestStores
let ledger: Ledger
let make: (fields: object) => Promise<Message>
let moved: string[]

beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(async () => {
  moved = []
  ledger = createLedger({ db: stores.db, sender: 'sender', log: testLog, moved: (id) => void moved.push(id) })
  const workspaceId = (await insertWorkspace(stores.db)).id
  const [{ id: deviceId }, { id: campaignId }] = [
    await insertDevice(stores.db, { workspaceId }),
    await insertCampaign(stores.db, { workspaceId, expandedAt: new Date() }),
  ]
  make = (fields) => insertMessage(stores.db, { workspaceId, campaignId, deviceId, ...fields })
})
const read = ({ id }: { id: string }) => stores.db.prisma.message.findUniqueOrThrow({ where: { id } })
const sending = () => make({ status: 'sending' })

describe('what a network says is made fit for the database', () => {
  const HUGE = 'x'.repeat(1_000_000)

  test('a settlement with an id or a reason that it cannot hold is written, at once', async () => {
    const [accepted, failed, doubtful] = [await sending(), await sending(), await sending()]
    await Promise.all([
      ledger.settle({
        id: accepted.id,
        epoch: 1,
        dispatchNumber: 1,
        status: 'sent',
        transportMessageId: `\0id-${HUGE}`,
        attempts: 1,
      }),
      ledger.settle({
        id: failed.id,
        epoch: 1,
        dispatchNumber: 1,
        status: 'failed',
        errorCode: '\0',
        errorMessage: '\0no',
        attempts: 1,
      }),
      ledger.settle({
        id: doubtful.id,
        epoch: 1,
        dispatchNumber: 1,
        status: 'unconfirmed',
        errorCode: 'c',
        errorMessage: HUGE,
        attempts: 1,
      }),
    ])
    expect(await read(accepted)).toMatchObject({ status: 'sent', transportMessageId: `id-${HUGE}`.slice(0, 254) })
    expect(await read(failed)).toMatchObject({ status: 'failed', errorMessage: 'no' })
    expect(await read(doubtful)).toMatchObject({ status: 'unconfirmed', errorMessage: HUGE.slice(0, 1_000) })
  })

  test('an acknowledgement finds its message by an id that was too long to keep', async () => {
    const message = await sending()
    await ledger.settle({
      id: message.id,
      epoch: 1,
      dispatchNumber: 1,
      status: 'sent',
      transportMessageId: HUGE,
      attempts: 1,
    })
    const { deviceId } = message
    const ack = { deviceId, transportMessageId: HUGE, level: 'delivered', at: new Date() } as const
    await ledger.acknowledge({ ...ack, messageId: 'none of ours', reason: '\0' })
    expect((await read(message)).status).toBe('delivered')
  })

  test('a word about a session with a reason that it cannot hold is written', async () => {
    const { deviceId } = await sending()
    const news = { deviceId, epoch: 1, status: 'failed', reason: `\0${HUGE}` } as const
    expect(await ledger.writeStatus(news)).not.toBeNull()
  })
})

test('a settlement that the database refuses is written without its texts, and its neighbours with theirs', async () => {
  const [bad, good] = [await sending(), await sending()]
  await stores.db.pool.query(`alter table messages add constraint poison check (transport_message_id <> 'poison')`)
  try {
    await Promise.all(
      [bad, good].map(({ id }, n) =>
        ledger.settle({
          id,
          epoch: 1,
          dispatchNumber: 1,
          status: 'sent',
          transportMessageId: ['poison', 'wamid'][n]!,
          attempts: 1,
        }),
      ),
    )
  } finally {
    await stores.db.pool.query('alter table messages drop constraint poison')
  }
  expect(await read(bad)).toMatchObject({ status: 'sent', transportMessageId: null })
  expect(await read(good)).toMatchObject({ status: 'sent', transportMessageId: 'wamid' })
  expect(ledger.unwritten).toBe(0)
})

describe('a job that breaks off before its claim', () => {
  const fail = ({ id, dispatchNumber }: Message, sentence = 'It broke') =>
    ledger.countFailure({ id, dispatchNumber, sentence, retryInMs: 60_000 })

  test('costs an attempt and gets a new slot later; after the last one the message is failed and says why', async () => {
    const message = await make({ status: 'queued' })
    for (let attempt = 1; attempt < SEND_ATTEMPTS; attempt++) {
      await fail(message)
      const now = await read(message)
      expect(now).toMatchObject({ status: 'pending', attempts: attempt, errorCode: 'processing_failed' })
      expect(Number(now.scheduledAt)).toBeGreaterThan(Date.now())
      await stores.db.pool.query({ text: `update messages set status = 'queued' where id = $1`, values: [message.id] })
    }
    await fail(message, 'It broke for the last time')
    expect(await read(message)).toMatchObject({
      status: 'failed',
      attempts: SEND_ATTEMPTS,
      errorCode: 'processing_failed',
      errorMessage: 'It broke for the last time',
    })
    expect(moved).toEqual(Array(SEND_ATTEMPTS).fill(message.campaignId))
  })

  test('of an older dispatch, or of a message that somebody has claimed, changes nothing', async () => {
    const [older, claimed] = [await make({ status: 'queued' }), await sending()]
    await fail({ ...older, dispatchNumber: 7 })
    await fail(claimed)
    expect([(await read(older)).attempts, (await read(claimed)).status]).toEqual([0, 'sending'])
  })
})

test('a network that calls a message failed which was not handed over is not believed', async () => {
  const queued = await make({ status: 'queued' })
  const pending = await make({ status: 'queued' })
  await releaseQueuedMessages(stores.db, [pending])
  for (const { id, deviceId } of [queued, pending])
    await acknowledgeMessages(stores.db, [
      { deviceId, messageId: id, transportMessageId: 'x', level: 'failed', at: new Date() },
    ])
  expect([(await read(queued)).status, (await read(pending)).status]).toEqual(['queued', 'pending'])
})
