import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  acknowledgeMessages,
  claimMessages,
  findDoubtfulSends,
  type Message,
  type Settlement,
  settleMessages,
} from '@siaran/db'
import { claimOf, openScene, type Scene } from './scene.js'

let scene: Scene
let message: Message
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  await scene.empty()
  const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
  message = await scene.message({ campaignId, deviceId, status: 'sending', leaseEpoch: 3 })
  await scene.db.prisma.device.update({ where: { id: deviceId }, data: { leaseEpoch: 3 } })
})

const settle = (fields: Partial<Settlement>) =>
  settleMessages(scene.db, [
    { id: message.id, epoch: 3, dispatchNumber: message.dispatchNumber, status: 'sent', attempts: 1, ...fields },
  ])
const loseSender = () =>
  scene.db.prisma.device.update({
    where: { id: message.deviceId },
    data: { leaseEpoch: 4, leaseOwner: 'other', leaseUntil: new Date(Date.now() + 60_000) },
  })
const now = () => scene.read(message)

describe('what became of a send is written down', () => {
  test('sent', async () => {
    const answer = await settle({ transportMessageId: 'wamid' })
    expect(answer).toMatchObject([{ id: message.id, campaignId: message.campaignId, status: 'sent' }])
    expect(await now()).toMatchObject({
      status: 'sent',
      sentAt: expect.any(Date),
      transportMessageId: 'wamid',
      errorCode: null,
      attempts: 1,
    })
  })

  test('failed, with its reason', async () => {
    await settle({ status: 'failed', errorCode: 'not_on_whatsapp', errorMessage: 'Not on WhatsApp' })
    const said = { errorCode: 'not_on_whatsapp', errorMessage: 'Not on WhatsApp' }
    expect(await now()).toMatchObject({ status: 'failed', sentAt: null, attempts: 1, ...said })
  })

  test('certainly not sent: queued again for its next attempt, in the same dispatch', async () => {
    const retryAt = new Date(Date.now() + 2_000)
    await settle({ status: 'queued', retryAt, errorCode: 'unavailable' })
    expect(await now()).toMatchObject({ status: 'queued', scheduledAt: retryAt, attempts: 1, dispatchNumber: 1 })
    expect(await claimMessages(scene.db, 'sender', [{ ...claimOf(message), epoch: 3 }])).toMatchObject([
      { attempts: 1 },
    ])
  })

  test('given back without an attempt: queued, in its old slot', async () => {
    await settle({ status: 'queued', attempts: 0 })
    expect(await now()).toMatchObject({ status: 'queued', scheduledAt: message.scheduledAt, attempts: 0 })
  })

  test('in doubt: unconfirmed', async () => {
    await settle({ status: 'unconfirmed', errorCode: 'no_answer' })
    expect(await now()).toMatchObject({ status: 'unconfirmed', errorCode: 'no_answer', sentAt: null })
  })
})

describe('the fence', () => {
  test.each(['sent', 'failed', 'queued', 'unconfirmed'] as const)(
    'a settlement (%s) under another epoch than the claim’s changes no row',
    async (status) => {
      for (const epoch of [2, 4]) expect(await settle({ epoch, status, errorCode: 'x' })).toEqual([])
      expect(await now()).toEqual(message)
    },
  )

  test('a message is settled once: what comes second changes nothing', async () => {
    await settle({ transportMessageId: 'first' })
    const settled = await now()
    for (const status of ['sent', 'failed', 'queued', 'unconfirmed'] as const)
      expect(await settle({ status, errorCode: 'x', transportMessageId: 'second' })).toEqual([])
    expect(await now()).toEqual(settled)
  })

  test('a settlement of what an acknowledgement has moved on already is left alone', async () => {
    const ack = { deviceId: message.deviceId, messageId: message.id, transportMessageId: 'wamid', at: new Date() }
    await acknowledgeMessages(scene.db, [{ ...ack, level: 'read' }])
    const read = await now()
    expect(await settle({ transportMessageId: 'wamid' })).toEqual([])
    expect(await now()).toEqual(read)
  })
})

describe('what the repair called unconfirmed', () => {
  beforeEach(async () => {
    await loseSender()
    expect(await findDoubtfulSends(scene.db, 60_000)).toHaveLength(1)
    expect((await now()).status).toBe('unconfirmed')
  })

  test('is settled by the sender that knows: it was sent', async () => {
    await settle({ transportMessageId: 'wamid' })
    expect(await now()).toMatchObject({ status: 'sent', errorCode: null, errorMessage: null })
  })

  test('is settled by the sender that knows: it was refused', async () => {
    await settle({ status: 'failed', errorCode: 'blocked' })
    expect(await now()).toMatchObject({ status: 'failed', errorCode: 'blocked' })
  })

  test('is never put back into the queue by a program', async () => {
    expect(await settle({ status: 'queued', attempts: 0 })).toEqual([])
    expect((await now()).status).toBe('unconfirmed')
  })

  test.each(['sent', 'delivered', 'read'] as const)('is settled by a late acknowledgement: %s', async (level) => {
    const ack = { deviceId: message.deviceId, messageId: message.id, transportMessageId: 'wamid', at: new Date() }
    await acknowledgeMessages(scene.db, [{ ...ack, level }])
    expect(await now()).toMatchObject({ status: level, errorCode: null, transportMessageId: 'wamid' })
  })
})
