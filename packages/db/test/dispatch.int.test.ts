import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type DueMessage, pauseCampaign, queueMessages, returnStuckProcessing } from '@siaran/db'
import { SECONDS_AHEAD, wantedAhead } from '@siaran/domain'
import { claimDue, insertLead } from '@siaran/testkit'
import { falseCounters, openScene, type Scene, until, whileLocked } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())

const WINDOW = 10
const claim = async (worker = 'worker', window = WINDOW) =>
  (await claimDue(scene.db, { worker, window, devices: 50, secondsAhead: 30 })).messages
const queue = (worker: string, messages: DueMessage[], slot = new Date()) =>
  queueMessages(
    scene.db,
    worker,
    messages.map(({ id }) => ({ id, content: 'Hi', slot, gapMs: 5 })),
  )
const inFlight = async () => {
  const { rows } = await scene.db.pool.query(
    `select device_id, count(*)::int as n, count(distinct claimed_by)::int as planners from messages
     where status in ('processing', 'queued', 'sending') group by device_id`,
  )
  return rows as { device_id: string; n: number; planners: number }[]
}

describe('the window of a device', () => {
  test('four dispatchers at once never fill it beyond its size, and no device is planned by two', async () => {
    const devices = await Promise.all(Array.from({ length: 3 }, () => scene.device()))
    for (const { id: deviceId } of devices)
      for (let n = 0; n < 2; n++) await scene.messages(40, { campaignId: (await scene.campaign()).id, deviceId })

    const overfull: unknown[] = []
    const work = async (worker: string) => {
      for (let turn = 0; turn < 12; turn++) {
        const messages = await claim(worker)
        overfull.push(...(await inFlight()).filter(({ n, planners }) => n > WINDOW || planners > 1))
        const queued = await queue(worker, messages)
        expect(queued).toHaveLength(messages.length)
        // Some are sent meanwhile, so that there is room again.
        await scene.db.pool.query(
          `update messages set status = 'failed', error_code = 'x' where id = any($1::uuid[])`,
          [queued.slice(0, 6).map(({ id }) => id)],
        )
      }
    }
    await Promise.all(['a', 'b', 'c', 'd'].map(work))
    expect(overfull).toEqual([])
    expect((await scene.db.prisma.message.count({ where: { status: 'failed' } })) > 30).toBe(true)
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test.each([1, 3, 4, 5, 19, 20, 21, 300])(
    'a campaign of %i a minute gets as many slots ahead as the rule says, and more when half are used up',
    async (messagesPerMinute) => {
      const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign({ messagesPerMinute })]
      await scene.messages(60, { campaignId, deviceId })
      const turn = () => claimDue(scene.db, { worker: 'worker', window: 40, devices: 1, secondsAhead: SECONDS_AHEAD })
      const wanted = wantedAhead(messagesPerMinute, 40)
      const first = await queue('worker', (await turn()).messages)
      expect(first).toHaveLength(wanted)
      const use = (some: { id: string }[]) =>
        scene.db.prisma.message.updateMany({
          where: { id: { in: some.map(({ id }) => id) } },
          data: { status: 'cancelled' },
        })
      const kept = Math.floor(wanted / 2) + 1
      await use(first.slice(kept))
      expect((await turn()).messages).toHaveLength(0)
      await use(first.slice(kept - 1))
      expect((await turn()).messages).toHaveLength(wanted - kept + 1)
    },
  )

  test('dispatchers that look at one device in the same moment: one of them gets it', async () => {
    for (let round = 0; round < 8; round++) {
      const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
      await scene.messages(50, { campaignId, deviceId })
      const claims = await Promise.all(['a', 'b', 'c', 'd'].map((worker) => claim(worker)))
      expect(claims.map(({ length }) => length).sort()).toEqual([0, 0, 0, WINDOW])
      await scene.db.prisma.message.updateMany({ data: { status: 'cancelled' } })
    }
  })

  test('a device whose rows another dispatcher holds in processing is left alone, however much room it has', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
    await scene.messages(3, { campaignId, deviceId })
    const held = await claim('a')
    await scene.messages(3, { campaignId, deviceId })
    expect(await claim('b')).toEqual([])
    await queue('a', held)
    expect(await claim('b')).toHaveLength(3)
  })

  test('it is filled again when half of it is used up', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
    await scene.messages(30, { campaignId, deviceId })
    const queued = await queue('a', await claim('a'))
    expect(queued).toHaveLength(WINDOW)
    expect(await claim('a')).toEqual([])
    const settle = (ids: string[]) =>
      scene.db.prisma.message.updateMany({ where: { id: { in: ids } }, data: { status: 'failed', errorCode: 'x' } })
    await settle(queued.slice(0, 4).map(({ id }) => id))
    expect(await claim('a')).toEqual([])
    await settle(queued.slice(4, 5).map(({ id }) => id))
    expect(await claim('a')).toHaveLength(5)
  })

  test('released rows give their slots back', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
    await scene.messages(WINDOW, { campaignId, deviceId })
    await queue('a', await claim('a'))
    const other = await scene.campaign()
    await scene.messages(WINDOW, { campaignId: other.id, deviceId })
    expect(await claim('a')).toEqual([])
    await pauseCampaign(scene.db, { id: campaignId, workspaceId: scene.workspaceId })
    expect((await claim('a')).map((message) => message.campaignId)).toEqual(Array(WINDOW).fill(other.id))
  })
})

describe('campaigns on one device', () => {
  test('share its room evenly, the oldest messages of each first', async () => {
    const { id: deviceId } = await scene.device()
    const campaigns = [await scene.campaign(), await scene.campaign()]
    const oldest: string[] = []
    for (const { id: campaignId } of campaigns)
      oldest.push(...(await scene.messages(30, { campaignId, deviceId })).slice(0, WINDOW / 2).map(({ id }) => id))
    expect((await claim()).map(({ id }) => id).sort()).toEqual(oldest.sort())
  })

  test('more campaigns than room: those go that have waited longest, and none is left out for ever', async () => {
    const { id: deviceId } = await scene.device()
    const campaigns = await Promise.all(Array.from({ length: 5 }, () => scene.campaign()))
    for (const { id: campaignId } of campaigns) await scene.messages(4, { campaignId, deviceId })
    const served = new Set<string>()
    for (let turn = 0; turn < 3; turn++) {
      const messages = await claim('a', 2)
      expect(messages).toHaveLength(2)
      for (const { id, campaignId } of messages) {
        served.add(campaignId)
        await scene.db.pool.query(
          `update messages set status = 'failed', error_code = 'x', sending_at = clock_timestamp() where id = $1`,
          [id],
        )
      }
    }
    expect(served.size).toBe(5)
  })
})

describe('nothing is given out', () => {
  test.each([
    ['that is offline', { status: 'disconnected' }],
    ['that is not wanted', { wanted: false }],
    ['that was removed', { deletedAt: new Date() }],
    ['that nobody owns', { leaseOwner: null, leaseUntil: null }],
    ['whose owner is dead', { leaseUntil: new Date(Date.now() - 1_000) }],
  ])('for a device %s', async (_, fields) => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(fields), await scene.campaign()]
    await scene.messages(3, { campaignId, deviceId })
    expect(await claim()).toEqual([])
  })

  test('of a campaign that is paused', async () => {
    const { id: deviceId } = await scene.device()
    const [paused, running] = [await scene.campaign(), await scene.campaign()]
    for (const { id: campaignId } of [paused, running]) await scene.messages(3, { campaignId, deviceId })
    await pauseCampaign(scene.db, { id: paused.id, workspaceId: scene.workspaceId })
    expect(new Set((await claim()).map(({ campaignId }) => campaignId))).toEqual(new Set([running.id]))
  })

  test('before its time', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
    await scene.messages(3, { campaignId, deviceId, scheduledAt: new Date(Date.now() + 60_000) })
    expect(await claim()).toEqual([])
  })

  test('by a claim that meets a pause on its way: it waits for it, and then sees it', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
    await scene.messages(3, { campaignId, deviceId })
    const client = await scene.db.pool.connect()
    await client.query('begin')
    await client.query('select 1 from campaigns where id = $1 for update', [campaignId])
    await client.query(`update campaigns set status = 'paused', paused_at = now() where id = $1`, [campaignId])
    const claims = claim()
    await until(async () => (await scene.waiting()) === 1, 'the claim waits for the pause')
    await client.query('commit')
    client.release()
    expect(await claims).toEqual([])
  })
})

describe('between the claim and the queue', () => {
  test('a pause leaves the rows pending: they get no slot', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
    await scene.messages(3, { campaignId, deviceId })
    const messages = await claim('a')
    await pauseCampaign(scene.db, { id: campaignId, workspaceId: scene.workspaceId })
    expect(await queue('a', messages)).toEqual([])
    expect(await scene.statuses(campaignId)).toEqual({ pending: 3 })
  })

  test('a row that the repair gave to another dispatcher is not queued by the first', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
    await scene.messages(1, { campaignId, deviceId })
    const slow = await claim('slow')
    await returnStuckProcessing(scene.db, -1_000)
    const quick = await claim('quick')
    expect(await queue('slow', slow)).toEqual([])
    expect(await queue('quick', quick)).toHaveLength(1)
    expect(await queue('slow', slow)).toEqual([])
  })

  test('a dispatcher that died leaves nothing behind: its rows come back and are dispatched', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
    await scene.messages(3, { campaignId, deviceId })
    await claim('dead')
    expect(await returnStuckProcessing(scene.db, 60_000)).toBe(0)
    await scene.db.pool.query(`update messages set claimed_at = now() - interval '1 year'`)
    expect(await returnStuckProcessing(scene.db, 60_000)).toBe(3)
    expect(await claim('alive')).toHaveLength(3)
  })

  test('each dispatch has a number of its own', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
    await scene.messages(1, { campaignId, deviceId })
    const numbers: number[] = []
    for (let turn = 0; turn < 2; turn++) {
      const [queued] = await queue('a', await claim('a'))
      numbers.push(queued!.dispatchNumber)
      await scene.db.prisma.message.updateMany({ data: { status: 'pending' } })
    }
    expect(numbers).toEqual([1, 2])
  })
})

test('a claimed message says what its lead can say, and one whose lead is gone is claimed all the same', async () => {
  const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
  const lead = await insertLead(scene.db, { workspaceId: scene.workspaceId, attributes: { kota: 'Ipoh' } })
  await scene.message({ campaignId, deviceId, leadId: lead.id })
  await scene.message({ campaignId, deviceId })
  expect((await claim()).map(({ firstName, attributes }) => ({ firstName, attributes }))).toEqual(
    expect.arrayContaining([
      { firstName: 'Aisyah', attributes: { kota: 'Ipoh' } },
      { firstName: null, attributes: {} },
    ]),
  )
})

test('a row that somebody else holds is passed by, not waited for', async () => {
  const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
  const [held, free] = await scene.messages(2, { campaignId, deviceId })
  await whileLocked(scene.db, 'messages', held!.id, async () => {
    expect((await claim()).map(({ id }) => id)).toEqual([free!.id])
  })
})
