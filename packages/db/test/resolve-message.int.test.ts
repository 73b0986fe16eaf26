import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  acknowledgeMessages,
  addSuppression,
  type Campaign,
  cancelCampaign,
  claimMessages,
  completeCampaigns,
  completeEnrolments,
  type Database,
  exitEnrolments,
  findDoubtfulSends,
  type Message,
  queueMessages,
  retryMessage,
  settleByHand,
  settleMessages,
  stopMessages,
} from '@siaran/db'
import { claimDue, insertLead } from '@siaran/testkit'
import { type JourneyScene, openJourneyScene } from './journey-scene.js'
import { falseCounters, until, whileLocked } from './scene.js'

let scene: JourneyScene
let campaign: Campaign
let message: Message
const sendingAt = new Date('2026-11-22T01:00:00Z')
beforeAll(async () => {
  scene = await openJourneyScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  await scene.empty()
  const { id: deviceId } = await scene.device()
  const { id: leadId } = await insertLead(scene.db, { workspaceId: scene.workspaceId })
  campaign = await scene.campaign({ expandedAt: new Date(), status: 'completed', endedAt: new Date() })
  message = await scene.message({ campaignId: campaign.id, deviceId, leadId, status: 'unconfirmed', ...doubt })
})
afterEach(async () => {
  expect(await falseCounters(scene.db)).toEqual([])
})

/** What a sender that got no answer leaves behind. */
const doubt = {
  content: 'Hi',
  dispatchNumber: 1,
  leaseEpoch: 1,
  sendingAt,
  attempts: 3,
  errorCode: 'no_answer',
  errorMessage: 'The answer never came',
}
const key = () => ({ id: message.id, workspaceId: scene.workspaceId })
const retry = () => retryMessage(scene.db, key())
const now = () => scene.read(message)
const campaignNow = () => scene.db.prisma.campaign.findUniqueOrThrow({ where: { id: campaign.id } })
const dispatch = async () => {
  const due = await claimDue(scene.db, { worker: 'w', window: 10, devices: 10, secondsAhead: 30 })
  const planned = due.messages.map(({ id }) => ({ id, content: 'Hi again', slot: new Date(), gapMs: 0 }))
  return queueMessages(scene.db, 'w', planned)
}
const claim = ({
  id,
  dispatchNumber,
  deviceId,
  campaignId,
}: Pick<Message, 'id' | 'dispatchNumber' | 'deviceId' | 'campaignId'>) =>
  claimMessages(scene.db, 'sender', [{ messageId: id, dispatchNumber, deviceId, campaignId, epoch: 1 }])

describe('a person who says what became of it', () => {
  test('sent: at the instant at which its send began, and without a fault', async () => {
    expect(await settleByHand(scene.db, key(), 'sent')).toEqual({ campaignId: campaign.id })
    expect(await now()).toMatchObject({ status: 'sent', sentAt: sendingAt, errorCode: null, errorMessage: null })
    expect((await campaignNow()).status).toBe('completed')
  })

  test('sent: what the network says later still moves it on', async () => {
    await settleByHand(scene.db, key(), 'sent')
    await hear('delivered')
    expect(await now()).toMatchObject({ status: 'delivered', sentAt: sendingAt })
  })

  test('failed: with a reason of its own', async () => {
    await settleByHand(scene.db, key(), 'failed')
    expect(await now()).toMatchObject({ status: 'failed', sentAt: null, errorCode: 'resolved_failed' })
  })

  test('of several one is heard, and nobody of another workspace', async () => {
    const elsewhere = { ...key(), workspaceId: campaign.id }
    expect(await settleByHand(scene.db, elsewhere, 'sent')).toBeNull()
    expect(await retryMessage(scene.db, elsewhere)).toBeNull()
    const answers = await Promise.all([
      settleByHand(scene.db, key(), 'sent'),
      settleByHand(scene.db, key(), 'failed'),
      retry(),
    ])
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1)
  })
})

const hear = (level: 'sent' | 'delivered' | 'read' | 'failed') =>
  acknowledgeMessages(scene.db, [
    { deviceId: message.deviceId, messageId: message.id, transportMessageId: 'first', level, at: new Date() },
  ])

describe('a message that a person sends again', () => {
  test('gets a new slot and all its attempts, and its campaign runs until it has left', async () => {
    expect(await retry()).toEqual({ campaignId: campaign.id, reopened: true })
    expect(await now()).toMatchObject({ status: 'pending', attempts: 0, errorCode: null, errorMessage: null })
    expect(await campaignNow()).toMatchObject({ status: 'running', endedAt: null })
    expect(await completeCampaigns(scene.db, null)).toEqual([])
    const [queued] = await dispatch()
    expect(queued).toMatchObject({ id: message.id, dispatchNumber: 2 })
    expect(await claim(message)).toEqual([])
    expect(await claim(queued!)).toMatchObject([{ id: message.id, text: 'Hi again', attempts: 0 }])
    await settleMessages(scene.db, [{ id: message.id, epoch: 1, dispatchNumber: 2, status: 'sent', attempts: 1 }])
    expect(await completeCampaigns(scene.db, null)).toMatchObject([{ id: campaign.id }])
    expect(await completeCampaigns(scene.db, null)).toEqual([])
  })

  test('of a paused campaign waits for the resume', async () => {
    await setCampaign({ status: 'paused', pausedAt: new Date(), endedAt: null })
    expect(await retry()).toEqual({ campaignId: campaign.id, reopened: false })
    expect(await dispatch()).toEqual([])
    await setCampaign({ status: 'running' })
    expect(await dispatch()).toMatchObject([{ id: message.id }])
  })

  test.each<[string, () => Promise<unknown>]>([
    ['The campaign was cancelled', () => setCampaign({ status: 'cancelled' })],
    ['The campaign has failed', () => setCampaign({ status: 'failed', failureReason: 'x' })],
    ['The campaign has expired', () => setCampaign({ expireAfterHours: 1, startedAt: sendingAt })],
    ['The lead was deleted', () => scene.db.prisma.lead.deleteMany()],
    ['The device was removed', () => scene.db.prisma.device.updateMany({ data: { deletedAt: new Date() } })],
    [
      'The phone is on the list',
      () => {
        const { workspaceId, recipientPhone: phone } = message
        return addSuppression(scene.db, { workspaceId, phone, reason: 'asked' })
      },
    ],
  ])('is refused: %s', async (sentence, happened) => {
    await happened()
    const before = [await now(), await campaignNow()]
    expect(await retry()).toEqual({ refusal: expect.stringContaining(sentence) })
    expect([await now(), await campaignNow()]).toEqual(before)
  })

  test('while its campaign is being cancelled is stopped with it, or refused', async () => {
    await setCampaign({ status: 'running', endedAt: null })
    let both: Promise<unknown[]> | undefined
    await whileLocked(scene.db, 'messages', message.id, async () => {
      const retrying = retry()
      await until(async () => (await scene.waiting()) === 1, 'the retry holds the campaign and waits for its message')
      both = Promise.all([retrying, cancelCampaign(scene.db, campaign)])
      await until(async () => (await scene.waiting()) === 2, 'the cancel waits for the retry')
    })
    expect(await both).toEqual([{ campaignId: campaign.id, reopened: false }, { cancelledAt: expect.any(Date) }])
    expect(await dispatch()).toEqual([])
    const reason = { to: 'cancelled', code: 'campaign_cancelled', message: 'x' } as const
    expect(await stopMessages(scene.db, { campaignId: campaign.id }, reason)).toBe(1)
  })
})

const setCampaign = (data: object) => scene.db.prisma.campaign.update({ where: { id: campaign.id }, data })

describe('a retry that meets the end of its campaign', () => {
  beforeEach(() => setCampaign({ status: 'running', endedAt: null }))

  test('after somebody saw that nothing is left: it is seen by whoever ends it, and the campaign runs on', async () => {
    const meanwhile: Database = {
      ...scene.db,
      async transaction(work) {
        expect(await retry()).toEqual({ campaignId: campaign.id, reopened: false })
        return scene.db.transaction(work)
      },
    }
    expect(await completeCampaigns(meanwhile, [campaign.id])).toEqual([])
    expect((await campaignNow()).status).toBe('running')
    expect(await dispatch()).toMatchObject([{ id: message.id }])
  })

  test('while it is being ended: it waits, and reopens it', async () => {
    let retrying: ReturnType<typeof retry> | undefined
    const meanwhile: Database = {
      ...scene.db,
      transaction: (work) =>
        scene.db.transaction((tx) =>
          work({
            async query(asked) {
              if (asked.name === 'complete-campaigns') {
                retrying = retry()
                await until(async () => (await scene.waiting()) === 1, 'the retry waits for the campaign')
              }
              return tx.query(asked)
            },
          }),
        ),
    }
    expect(await completeCampaigns(meanwhile, [campaign.id])).toMatchObject([{ id: campaign.id }])
    expect(await retrying).toEqual({ campaignId: campaign.id, reopened: true })
    expect(await campaignNow()).toMatchObject({ status: 'running', endedAt: null })
  })
})

describe('a late word about the first send', () => {
  const places: Record<string, () => Promise<unknown>> = {
    pending: async () => {},
    processing: () => claimDue(scene.db, { worker: 'w', window: 10, devices: 10, secondsAhead: 30 }),
    queued: dispatch,
  }

  test.each(
    Object.keys(places).flatMap((place) =>
      (['sent', 'delivered', 'read'] as const).map((level) => [place, level] as const),
    ),
  )('that finds the message %s settles it as %s, and there is no second send', async (place, level) => {
    await retry()
    await places[place]!()
    expect((await now()).status).toBe(place)
    const { dispatchNumber } = await now()
    expect(await hear(level)).toMatchObject([{ id: message.id, status: level }])
    expect(await now()).toMatchObject({ status: level, transportMessageId: 'first', errorCode: null })
    expect(await queueMessages(scene.db, 'w', [{ id: message.id, content: 'Hi', slot: new Date(), gapMs: 0 }])).toEqual(
      [],
    )
    expect(await dispatch()).toEqual([])
    expect(await claim({ ...message, dispatchNumber })).toEqual([])
    expect(await completeCampaigns(scene.db, null)).toMatchObject([{ id: campaign.id }])
  })

  test('that says that it failed changes nothing: the second is sent', async () => {
    await retry()
    expect(await hear('failed')).toEqual([])
    expect(await dispatch()).toMatchObject([{ id: message.id }])
  })

  test.each(['sent', 'failed', 'queued', 'unconfirmed'] as const)(
    'from its sender (%s), under the same epoch, does not touch the second, wherever that is',
    async (status) => {
      const late = () =>
        settleMessages(scene.db, [{ id: message.id, epoch: 1, dispatchNumber: 1, status, errorCode: 'x', attempts: 1 }])
      await retry()
      expect([await late(), (await now()).status]).toEqual([[], 'pending'])
      const [queued] = await dispatch()
      expect([await late(), (await now()).status]).toEqual([[], 'queued'])
      await claim(queued!)
      expect([await late(), (await now()).status]).toEqual([[], 'sending'])
      await scene.db.prisma.device.updateMany({ data: { leaseUntil: sendingAt } })
      expect(await findDoubtfulSends(scene.db, 60_000)).toHaveLength(1)
      expect([await late(), (await now()).status]).toEqual([[], 'unconfirmed'])
    },
  )
})

describe('a message of a journey', () => {
  let leadId: string
  beforeEach(async () => {
    await scene.sequence({ steps: [0] })
    leadId = (await scene.lead()).id
    await scene.enrol()
    const [planned] = await scene.messagesOf(leadId)
    message = await scene.db.prisma.message.update({
      where: { id: planned!.id },
      data: { status: 'unconfirmed', ...doubt },
    })
  })

  test('is sent again, also when the journey is completed', async () => {
    await scene.db.prisma.enrolment.updateMany({ data: { dueUntil: sendingAt } })
    expect(await completeEnrolments(scene.db, { now: new Date(), most: 10 })).toHaveLength(1)
    expect(await retry()).toEqual({ campaignId: message.campaignId, reopened: false })
    const [queued] = await dispatch()
    expect(await claim(queued!)).toMatchObject([{ id: message.id }])
  })

  test('keeps its journey from being completed', async () => {
    await scene.db.prisma.enrolment.updateMany({ data: { dueUntil: sendingAt } })
    await retry()
    expect(await completeEnrolments(scene.db, { now: new Date(), most: 10 })).toEqual([])
  })

  test.each<[string, () => Promise<unknown>]>([
    [
      'The lead has left the sequence',
      () => {
        const why = { code: 'replied', message: 'The lead answered' } as const
        return exitEnrolments(scene.db, { workspaceId: scene.workspaceId, leadId }, why, new Date())
      },
    ],
    ['The step was taken out', () => scene.db.prisma.sequenceStep.updateMany({ data: { removedAt: new Date() } })],
    [
      'The sequence is archived',
      () => scene.db.prisma.campaign.update({ where: { id: message.campaignId }, data: { status: 'cancelled' } }),
    ],
  ])('is refused: %s', async (sentence, happened) => {
    await happened()
    expect(await retry()).toEqual({ refusal: expect.stringContaining(sentence) })
    expect((await now()).status).toBe('unconfirmed')
  })
})
