import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import {
  acknowledgeMessages,
  claimMessages,
  findDoubtfulSends,
  markReplied,
  queueMessages,
  readCampaignFigures,
  releaseDevice,
  retryMessage,
  settleByHand,
  settleMessages,
  stopMessages,
} from '@siaran/db'
import { messageStatuses, resolutions } from '@siaran/domain'
import { claimDue, insertLead } from '@siaran/testkit'
import fc from 'fast-check'
import { claimOf, falseCounters, openScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  await scene.db.pool.query('delete from campaigns')
})

async function expectItAddsUp() {
  expect(await falseCounters(scene.db)).toEqual([])
  const ids = (await scene.db.prisma.campaign.findMany()).map(({ id }) => id)
  const counted = await scene.db.prisma.message.groupBy({ by: ['campaignId'], _count: true })
  const figures = await readCampaignFigures(scene.db, ids)
  figures.forEach(({ totalRecipients, counts }, n) => {
    expect(totalRecipients).toBe(counted.find(({ campaignId }) => campaignId === ids[n])?._count ?? 0)
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(totalRecipients)
  })
}

/** One statement of a worker: these rows, now in this state, with these stamps. */
const batch = fc.record({
  rows: fc.uniqueArray(fc.nat(39), { minLength: 1, maxLength: 20 }),
  status: fc.constantFrom(...messageStatuses),
  stamps: fc.record({ sent: fc.boolean(), delivered: fc.boolean(), read: fc.boolean(), replied: fc.boolean() }),
})

test('whatever batches of changes several connections write at once, the counters equal a count', async () => {
  const { db } = scene
  const campaigns = [await scene.campaign(), await scene.campaign()]
  const devices = [await scene.device(), await scene.device()]
  const ids: string[] = []
  for (const { id: campaignId } of campaigns)
    for (const { id: deviceId } of devices)
      ids.push(...(await scene.messages(10, { campaignId, deviceId })).map(({ id }) => id))
  await expectItAddsUp()

  const write = ({ rows, status, stamps }: typeof batch extends fc.Arbitrary<infer Batch> ? Batch : never) =>
    db.query({
      text: `
        with held as (select id from messages where id = any($1::uuid[]) order by id for no key update)
        update messages m set status = $2, claimed_by = 'w', claimed_at = now(), content = 'Hi', dispatch_number = 1,
          lease_epoch = 1, error_code = 'x',
          sending_at = case when $2 = 'sending' then clock_timestamp() else sending_at end,
          sent_at = case when $3 or $2 in ('sent', 'delivered', 'read') then now() end,
          delivered_at = case when $4 or $2 in ('delivered', 'read') then now() end,
          read_at = case when $5 or $2 = 'read' then now() end,
          replied_at = case when $6 then now() end
        from held where held.id = m.id`,
      values: [rows.map((n) => ids[n]), status, stamps.sent, stamps.delivered, stamps.read, stamps.replied],
    })
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 2, maxLength: 8 }), async (batches) => {
      await Promise.all(batches.map(write))
      expect(await falseCounters(db)).toEqual([])
    }),
    { numRuns: 40 },
  )
  await expectItAddsUp()
})

test('many connections that insert into the same campaign and device are all counted', async () => {
  const [{ id: campaignId }, { id: deviceId }] = [await scene.campaign(), await scene.device()]
  await Promise.all(Array.from({ length: 8 }, () => scene.messages(25, { campaignId, deviceId })))
  await expectItAddsUp()
  expect((await readCampaignFigures(scene.db, [campaignId]))[0]!.counts.pending).toBe(200)
})

test('a batch that is rolled back is not counted', async () => {
  const [{ id: campaignId }, { id: deviceId }] = [await scene.campaign(), await scene.device()]
  await scene.messages(3, { campaignId, deviceId })
  const undone = scene.db.transaction(async (tx) => {
    await tx.query({ text: `update messages set status = 'cancelled'` })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await falseCounters(scene.db)).toEqual([])
  expect((await readCampaignFigures(scene.db, [campaignId]))[0]!.counts.pending).toBe(3)
})

const step = fc.oneof(
  ...(['insert', 'claim due', 'queue', 'claim', 'settle', 'ack', 'reply', 'release', 'stop', 'repair'] as const).map(
    (verb) => fc.record({ verb: fc.constant(verb), many: fc.integer({ min: 1, max: 7 }), chance: fc.nat(5) }),
  ),
)

test('whatever the real statements do, one after the other and beside each other, the counters equal a count', async () => {
  const { db } = scene
  const campaigns = [await scene.campaign(), await scene.campaign()]
  const devices = [await scene.device(), await scene.device()]
  const { id: leadId } = await insertLead(db, { workspaceId: scene.workspaceId })
  const some = (status: string, take: number) => db.prisma.message.findMany({ where: { status }, take })

  const acts = {
    insert: (many: number, chance: number) =>
      scene.messages(many, { campaignId: campaigns[chance % 2]!.id, deviceId: devices[chance % 2]!.id, leadId }),
    'claim due': (many: number) => claimDue(db, { worker: 'worker', window: many, devices: 10, secondsAhead: 30 }),
    async queue(many: number) {
      const rows = await some('processing', many)
      const planned = rows.map(({ id }) => ({ id, content: 'Hi', slot: new Date(), gapMs: 0 }))
      await queueMessages(db, 'worker', planned)
    },
    claim: async (many: number) => claimMessages(db, 'sender', (await some('queued', many)).map(claimOf)),
    async settle(many: number, chance: number) {
      const status = (['sent', 'failed', 'queued', 'unconfirmed'] as const)[chance % 4]!
      const rows = await some('sending', many)
      const what = { epoch: 1, status, attempts: 1 as const, errorCode: 'x', transportMessageId: 'wamid' }
      await settleMessages(
        db,
        rows.map(({ id, dispatchNumber }) => ({ id, dispatchNumber, ...what })),
      )
    },
    async ack(many: number, chance: number) {
      const level = (['sent', 'delivered', 'read', 'failed'] as const)[chance % 4]!
      const rows = await db.prisma.message.findMany({ where: { sendingAt: { not: null } }, take: many })
      const at = new Date()
      await acknowledgeMessages(
        db,
        rows.map(({ id, deviceId }) => ({ deviceId, messageId: id, transportMessageId: `of ${id}`, level, at })),
      )
    },
    async reply() {
      const [row] = await db.prisma.message.findMany({ where: { sentAt: { not: null }, repliedAt: null }, take: 1 })
      if (row !== undefined) await markReplied(db, { deviceId: row.deviceId, from: row.recipientPhone, at: new Date() })
    },
    release: (_: number, chance: number) => releaseDevice(db, devices[chance % 2]!.id),
    stop: (many: number, chance: number) =>
      stopMessages(
        db,
        { campaignId: campaigns[chance % 2]!.id },
        { to: 'skipped', code: 'expired', message: 'x' },
        () => {},
        many,
      ),
    repair: () => findDoubtfulSends(db, -1),
    async resolve(many: number, chance: number) {
      const as = resolutions[chance % 3]!
      for (const key of await some('unconfirmed', many))
        await (as === 'retry' ? retryMessage(db, key) : settleByHand(db, key, as))
    },
  }
  // Whatever chance brings, the whole road is walked once.
  const road = [
    ['insert', 7, 0],
    ['claim due', 7, 0],
    ['queue', 7, 0],
    ['claim', 7, 0],
    ['settle', 1, 0],
    ['settle', 1, 1],
    ['settle', 1, 3],
    ['resolve', 1, 2],
    ['insert', 1, 0],
    ['stop', 1, 0],
  ].flatMap(([verb, many, chance]) => [
    { verb: verb as 'insert', many: many as number, chance: chance as number },
    { verb: 'reply' as const, many: 1, chance: 0 },
  ])
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      for (let n = 0; n < steps.length; n += 2)
        await Promise.all(steps.slice(n, n + 2).map(({ verb, many, chance }) => acts[verb](many, chance)))
      expect(await falseCounters(db)).toEqual([])
      for (const { status } of await db.prisma.message.groupBy({ by: ['status'] })) seen.add(status)
    }),
    { numRuns: 30, examples: [[road]] },
  )
  await expectItAddsUp()
  expect([...seen]).toEqual(expect.arrayContaining(['sent', 'failed', 'unconfirmed', 'skipped']))
})
