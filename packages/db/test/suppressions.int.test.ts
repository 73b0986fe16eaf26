import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  addSuppression,
  claimMessages,
  expandCampaignPage,
  queueMessages,
  readCampaignFigures,
  settleMessages,
} from '@siaran/db'
import { claimDue, insertLead, insertWorkspace, nextPhone } from '@siaran/testkit'
import { claimOf, falseCounters, openScene, type Scene, until, whileLocked } from './scene.js'

let scene: Scene
let phone: string
let deviceId: string
let campaignId: string
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  await scene.empty()
  phone = nextPhone()
  deviceId = (await scene.device()).id
  campaignId = (await scene.campaign()).id
})

const suppress = () => addSuppression(scene.db, { workspaceId: scene.workspaceId, phone, reason: 'asked to stop' })
const suppressed = () =>
  scene.db.prisma.suppression.create({ data: { workspaceId: scene.workspaceId, phone, reason: 'asked to stop' } })
const lead = (fields: object = {}) =>
  insertLead(scene.db, { workspaceId: scene.workspaceId, deviceId, createdAt: new Date(0), ...fields })
const messageToPhone = (status: string, fields: object = {}) =>
  scene.message({ campaignId, deviceId, recipientPhone: phone, status, ...fields })
const dispatch = () => claimDue(scene.db, { worker: 'worker', window: 100, devices: 10, secondsAhead: 30 })
const waitingAre = (count: number, sentence: string) => until(async () => (await scene.waiting()) === count, sentence)
const skipped = { status: 'skipped', errorCode: 'suppressed', errorMessage: expect.stringContaining('never messaged') }

/** Holds up, in mid-work, whoever changes messages of the campaign: the counters' trigger waits for this row. */
async function whileCounterLocked(meanwhile: () => Promise<void>) {
  const client = await scene.db.pool.connect()
  try {
    await client.query('begin')
    await client.query('select 1 from campaign_devices where campaign_id = $1 for update', [campaignId])
    await meanwhile()
  } finally {
    await client.query('commit')
    client.release()
  }
}

describe('a phone that is suppressed', () => {
  test('what was not handed over to it ends, in every campaign and on every device; the rest stays', async () => {
    const [otherDevice, paused] = [
      await scene.device(),
      await scene.campaign({ status: 'paused', pausedAt: new Date() }),
    ]
    const ended = [
      await messageToPhone('pending'),
      await messageToPhone('processing', { deviceId: otherDevice.id }),
      await messageToPhone('queued', { campaignId: paused.id }),
    ]
    const elsewhere = await insertWorkspace(scene.db)
    const foreign = {
      workspaceId: elsewhere.id,
      campaignId: (await scene.campaign({ workspaceId: elsewhere.id })).id,
      deviceId: (await scene.device({ workspaceId: elsewhere.id })).id,
    }
    const left = [
      await messageToPhone('sending', { campaignId: paused.id, deviceId: otherDevice.id }),
      await scene.message({ campaignId, deviceId }),
      await messageToPhone('pending', foreign),
    ]
    const added = await suppress()
    expect(added!.suppression).toMatchObject({ phone, reason: 'asked to stop', createdAt: expect.any(Date) })
    expect(added!.stopped.map(({ id }) => id).sort()).toEqual(ended.map(({ id }) => id).sort())
    for (const message of ended) expect(await scene.read(message)).toMatchObject(skipped)
    for (const message of left) expect(await scene.read(message)).toEqual(message)
    expect(await falseCounters(scene.db)).toEqual([])
    expect(await suppress()).toBeNull()
  })

  test('its answer waits for a claim that may still become a send', async () => {
    // Claimed in the future: it outlives any wait of this test.
    const message = await messageToPhone('sending', { sendingAt: new Date(Date.now() + 3_600_000) })
    let answered = false
    const answer = suppress().then(() => {
      answered = true
    })
    await until(async () => (await scene.db.prisma.suppression.count()) === 1, 'the phone is on the list')
    await wait(100)
    expect(answered).toBe(false)
    await settleMessages(scene.db, [{ id: message.id, dispatchNumber: 1, epoch: 1, status: 'queued', attempts: 0 }])
    await answer
    expect(await claimMessages(scene.db, 'sender', [claimOf(message)])).toEqual([])
  })

  test('an expansion makes its message skipped, so that the audience adds up', async () => {
    await lead({ phone })
    await lead()
    await suppressed()
    await expandCampaignPage(scene.db, campaignId, 10)
    const [figures] = await readCampaignFigures(scene.db, [campaignId])
    expect(figures).toMatchObject({ totalRecipients: 2, counts: { pending: 1, skipped: 1 } })
    expect(await scene.db.prisma.message.findFirst({ where: { recipientPhone: phone } })).toMatchObject(skipped)
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test('the dispatcher gives it no slot and names the campaign, which may have nothing left', async () => {
    const [message, other] = [await messageToPhone('pending'), await scene.message({ campaignId, deviceId })]
    await suppressed()
    const { messages, stopped } = await dispatch()
    expect([messages.map(({ id }) => id), stopped]).toEqual([[other.id], [campaignId]])
    expect(await scene.read(message)).toMatchObject({ ...skipped, claimedBy: null })
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test("the sender's claim ends it and claims the others of the batch", async () => {
    const message = await messageToPhone('queued')
    const [other] = await scene.messages(1, { campaignId, deviceId, status: 'queued' })
    await suppressed()
    const stopped: string[] = []
    const claims = [message, other!].map(claimOf)
    const claimed = await claimMessages(scene.db, 'sender', claims, (id) => void stopped.push(id))
    expect([claimed.map(({ id }) => id), stopped]).toEqual([[other!.id], [campaignId]])
    expect(await scene.read(message)).toMatchObject({ ...skipped, sendingAt: null })
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test('what was being sent and was certainly not sent is not tried again', async () => {
    const message = await messageToPhone('sending')
    await suppress()
    expect((await scene.read(message)).status).toBe('sending')
    await settleMessages(scene.db, [
      { id: message.id, epoch: 1, dispatchNumber: message.dispatchNumber, status: 'queued', attempts: 1 },
    ])
    expect(await claimMessages(scene.db, 'sender', [claimOf(message)])).toEqual([])
    expect(await scene.read(message)).toMatchObject(skipped)
  })
})

describe('a suppression that meets', () => {
  test('a page that is being made waits for it, and then ends its message', async () => {
    await lead({ phone })
    let both: Promise<unknown> | undefined
    await whileLocked(scene.db, 'devices', deviceId, async () => {
      const page = expandCampaignPage(scene.db, campaignId, 10)
      await waitingAre(1, 'the page waits for the device')
      both = Promise.all([page, suppress()])
      await waitingAre(2, 'the suppression waits for the page')
    })
    await both
    expect(await scene.statuses(campaignId)).toEqual({ skipped: 1 })
  })

  test('a page that begins meanwhile is held up, and then finds the phone suppressed', async () => {
    await lead({ phone })
    const other = await scene.campaign({ expandedAt: new Date() })
    const message = await messageToPhone('pending', { campaignId: other.id })
    let both: Promise<unknown> | undefined
    await whileLocked(scene.db, 'messages', message.id, async () => {
      const suppressing = suppress()
      await waitingAre(1, 'the suppression waits for a message')
      both = Promise.all([suppressing, expandCampaignPage(scene.db, campaignId, 10)])
      await waitingAre(2, 'the page waits for the suppression')
    })
    await both
    expect(await scene.statuses(campaignId)).toEqual({ skipped: 1 })
  })

  test('a dispatch under way takes the message back from it: it gets no slot', async () => {
    const message = await messageToPhone('pending')
    let dispatching: ReturnType<typeof dispatch> | undefined
    let suppressing: Promise<unknown> | undefined
    await whileCounterLocked(async () => {
      dispatching = dispatch()
      await waitingAre(1, 'the dispatcher is in mid-claim')
      suppressing = suppress()
      await waitingAre(2, 'the suppression waits for the claim')
    })
    const { messages } = await dispatching!
    expect(messages.map(({ id }) => id)).toEqual([message.id])
    await suppressing
    const planned = messages.map(({ id }) => ({ id, content: 'Hi', slot: new Date(), gapMs: 0 }))
    expect(await queueMessages(scene.db, 'worker', planned)).toEqual([])
    expect(await scene.read(message)).toMatchObject(skipped)
  })

  test('a dispatch that begins meanwhile is given nothing', async () => {
    const message = await messageToPhone('pending')
    let suppressing: Promise<unknown> | undefined
    await whileCounterLocked(async () => {
      suppressing = suppress()
      await waitingAre(1, 'the suppression is in mid-work')
      expect(await dispatch()).toMatchObject({ messages: [], stopped: [] })
    })
    await suppressing
    expect(await scene.read(message)).toMatchObject(skipped)
  })

  test('a claim under way comes too late for it: the message was handed over', async () => {
    const message = await messageToPhone('queued')
    let both: Promise<[unknown[], unknown]> | undefined
    await whileCounterLocked(async () => {
      const claiming = claimMessages(scene.db, 'sender', [claimOf(message)])
      await waitingAre(1, 'the claim is in mid-work')
      both = Promise.all([claiming, suppress()])
      await waitingAre(2, 'the suppression waits for the claim')
    })
    expect((await both!)[0]).toHaveLength(1)
    expect((await scene.read(message)).status).toBe('sending')
  })

  test('a claim that begins meanwhile waits, and then finds nothing', async () => {
    const message = await messageToPhone('queued')
    let both: Promise<[unknown, unknown[]]> | undefined
    await whileCounterLocked(async () => {
      const suppressing = suppress()
      await waitingAre(1, 'the suppression is in mid-work')
      both = Promise.all([suppressing, claimMessages(scene.db, 'sender', [claimOf(message)])])
      await waitingAre(2, 'the claim waits for the suppression')
    })
    expect((await both!)[1]).toEqual([])
    expect(await scene.read(message)).toMatchObject(skipped)
  })

  test('a sender that is just putting the message back: that is waited for, and then it ends', async () => {
    const message = await messageToPhone('sending')
    let both: Promise<unknown> | undefined
    await whileCounterLocked(async () => {
      const settling = settleMessages(scene.db, [
        { id: message.id, epoch: 1, dispatchNumber: message.dispatchNumber, status: 'queued', attempts: 1 },
      ])
      await waitingAre(1, 'the sender is in mid-settlement')
      both = Promise.all([settling, suppress()])
      await waitingAre(2, 'the suppression waits for the settlement')
    })
    await both
    expect(await scene.read(message)).toMatchObject(skipped)
  })
})
