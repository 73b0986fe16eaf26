import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Acknowledgement, acknowledgeMessages, type Message, markReplied } from '@siaran/db'
import fc from 'fast-check'
import { falseCounters, openScene, type Scene } from './scene.js'

let scene: Scene
let message: Message
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
const sentAt = new Date('2026-11-22T01:00:00Z')
beforeEach(async () => {
  await scene.empty()
  const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
  message = await scene.message({ campaignId, deviceId, status: 'sent', sentAt, transportMessageId: 'wamid' })
})

const minutesLater = (minutes: number) => new Date(sentAt.getTime() + minutes * 60_000)
const ack = (level: Acknowledgement['level'], fields: Partial<Acknowledgement> = {}): Acknowledgement => ({
  deviceId: message.deviceId,
  transportMessageId: 'wamid',
  level,
  at: minutesLater(1),
  ...fields,
})
const hear = (...acks: Acknowledgement[]) => acknowledgeMessages(scene.db, acks)
const now = () => scene.read(message)

describe('acknowledgements move forward only', () => {
  test('delivered, then read, each with its time', async () => {
    await hear(ack('delivered', { at: minutesLater(1) }))
    await hear(ack('read', { at: minutesLater(2) }))
    expect(await now()).toMatchObject({ status: 'read', sentAt, deliveredAt: minutesLater(1), readAt: minutesLater(2) })
  })

  test('read at once skips a level, and counts as delivered', async () => {
    await hear(ack('read'))
    expect(await now()).toMatchObject({ status: 'read', deliveredAt: minutesLater(1), readAt: minutesLater(1) })
  })

  test('what comes late or again changes nothing', async () => {
    await hear(ack('read'))
    const read = await now()
    for (const level of ['read', 'delivered', 'sent', 'failed'] as const)
      expect(await hear(ack(level, { at: minutesLater(9) }))).toEqual([])
    expect(await now()).toEqual(read)
  })

  test('of several words in one breath the furthest counts, in whatever order they stand', async () => {
    const words = [ack('delivered', { at: minutesLater(2) }), ack('sent'), ack('read', { at: minutesLater(3) })]
    expect(await hear(...words)).toMatchObject([{ id: message.id, status: 'read' }])
    expect(await now()).toMatchObject({ deliveredAt: minutesLater(2), readAt: minutesLater(3), sentAt })
  })

  test('whatever comes, in whatever order and batches, the furthest word is what stands', async () => {
    const ranks = ['sent', 'delivered', 'read'] as const
    const levels = fc.array(fc.array(fc.constantFrom(...ranks), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(levels, async (batches) => {
        const { campaignId, deviceId } = message
        const { id } = await scene.message({ campaignId, deviceId, status: 'sending' })
        await Promise.all(
          batches.map((batch) => hear(...batch.map((level) => ack(level, { messageId: id, transportMessageId: id })))),
        )
        const furthest = Math.max(...batches.flat().map((level) => ranks.indexOf(level)))
        expect((await scene.read({ id })).status).toBe(ranks[furthest])
      }),
      { numRuns: 40 },
    )
    expect(await falseCounters(scene.db)).toEqual([])
  })
})

describe('which message is meant', () => {
  test('the one of Siaran’s own id, also while it is being sent and has no other yet', async () => {
    const { campaignId, deviceId } = message
    const sending = await scene.message({ campaignId, deviceId, status: 'sending' })
    await hear(ack('delivered', { messageId: sending.id, transportMessageId: 'new' }))
    expect(await scene.read(sending)).toMatchObject({ status: 'delivered', transportMessageId: 'new' })
    expect(await now()).toEqual(message)
  })

  test('the network’s id, on that device: another device’s message of the same id is not touched', async () => {
    const other = await scene.device()
    await hear(ack('read', { deviceId: other.id }))
    expect(await now()).toEqual(message)
    await hear(ack('read'))
    expect((await now()).status).toBe('read')
  })

  test('an id that nobody knows moves nothing', async () => {
    expect(await hear(ack('read', { transportMessageId: 'nobody’s' }))).toEqual([])
  })
})

describe('failed later', () => {
  test.each(['sent', 'delivered', 'unconfirmed', 'sending'])(
    'what is %s may fail, with the network’s reason',
    async (status) => {
      const at = new Date()
      await scene.db.prisma.message.update({
        where: { id: message.id },
        data: { status, deliveredAt: at, errorCode: 'x', sendingAt: at, leaseEpoch: 1 },
      })
      await hear(ack('failed', { reason: 'Undeliverable' }))
      expect(await now()).toMatchObject({
        status: 'failed',
        errorCode: 'network_failed',
        errorMessage: 'Undeliverable',
      })
    },
  )

  test('what was read has not failed', async () => {
    await hear(ack('read'))
    expect(await hear(ack('failed'))).toEqual([])
  })

  test('a word of delivery in the same breath wins over a failure', async () => {
    await hear(ack('failed'), ack('delivered'))
    expect(await now()).toMatchObject({ status: 'delivered', errorCode: null })
  })

  test.each(['pending', 'queued', 'skipped', 'cancelled'])(
    'what was never handed over (%s) does not move',
    async (status) => {
      const { campaignId, deviceId } = message
      const idle = await scene.message({ campaignId, deviceId, status, errorCode: 'x', transportMessageId: 'idle' })
      for (const level of ['sent', 'read', 'failed'] as const)
        expect(await hear(ack(level, { transportMessageId: 'idle' }))).toEqual([])
      expect((await scene.read(idle)).status).toBe(status)
    },
  )
})

describe('a reply', () => {
  const reply = (fields: object = {}) =>
    markReplied(scene.db, { deviceId: message.deviceId, from: message.recipientPhone, at: minutesLater(5), ...fields })

  test('is noted once: later ones change nothing', async () => {
    expect(await reply()).toMatchObject({ id: message.id, campaignId: message.campaignId })
    expect(await reply({ at: minutesLater(6) })).toBeNull()
    expect((await now()).repliedAt).toEqual(minutesLater(5))
  })

  test('answers the newest message that the device sent to the phone', async () => {
    const { deviceId, recipientPhone } = message
    const { id: campaignId } = await scene.campaign()
    const newer = { campaignId, deviceId, recipientPhone, status: 'sent', sentAt: minutesLater(3) }
    const { id } = await scene.message({ ...newer, transportMessageId: 'newer' })
    expect(await reply()).toMatchObject({ id })
    expect((await now()).repliedAt).toBeNull()
  })

  test('answers the one that is quoted, where the network says which', async () => {
    const { deviceId, recipientPhone } = message
    const { id: campaignId } = await scene.campaign()
    await scene.message({ campaignId, deviceId, recipientPhone, status: 'sent', sentAt: minutesLater(3) })
    expect(await reply({ quotedTransportMessageId: 'wamid' })).toMatchObject({ id: message.id })
  })

  test('of a stranger, on another device, or to what was not sent yet, answers nothing', async () => {
    expect(await reply({ from: '+60199999999' })).toBeNull()
    expect(await reply({ deviceId: (await scene.device()).id })).toBeNull()
    await scene.db.prisma.message.update({
      where: { id: message.id },
      data: { status: 'queued', content: 'Hi', dispatchNumber: 1, sentAt: null },
    })
    expect(await reply()).toBeNull()
  })
})
