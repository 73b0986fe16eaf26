import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  acknowledgeMessages,
  claimMessages,
  countFailedAttempt,
  listLeftOut,
  markReplied,
  pauseCampaign,
  removeLead,
  settleMessages,
  stopMessages,
} from '@siaran/db'
import { insertLead } from '@siaran/testkit'
import { everything, type LedgerScene, openLedgerScene, SENDER, WORKER } from './ledger-scene.js'
import { claimOf } from './scene.js'

let scene: LedgerScene
beforeAll(async () => {
  scene = await openLedgerScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())

describe('every transition, in its order, with who made it', () => {
  test('the whole road: worker, sender, network', async () => {
    const { id } = await scene.campaignToOne()
    const [message] = await scene.sending(id)
    await settleMessages(scene.sender, [
      { id: message!.id, epoch: 1, dispatchNumber: 1, status: 'sent', transportMessageId: 'w', attempts: 1 },
    ])
    const heard = { deviceId: message!.deviceId, transportMessageId: 'w', at: new Date() }
    await acknowledgeMessages(scene.sender, [{ ...heard, level: 'delivered' }])
    await acknowledgeMessages(scene.sender, [{ ...heard, level: 'read' }])
    expect(await scene.steps(id)).toEqual([
      'pending expansion',
      `processing ${WORKER}`,
      `queued ${WORKER}`,
      `sending ${SENDER}`,
      `sent ${SENDER}`,
      'delivered network',
      'read network',
    ])
    const [{ transitions, status }] = (await scene.record(id)) as [Awaited<ReturnType<LedgerScene['record']>>[0]]
    expect(status).toBe('read')
    const instants = transitions.map(({ at }) => at.getTime())
    expect(instants).toEqual(instants.toSorted((a, b) => a - b))
    expect(instants[0]).toBe((await scene.read(message!)).createdAt.getTime())
  })

  test('the network’s name ends with its statement: what the same connection does next is the sender’s', async () => {
    const { id } = await scene.campaignToOne()
    const [message] = await scene.sending(id)
    const heard = { deviceId: message!.deviceId, messageId: message!.id, transportMessageId: 'w', at: new Date() }
    await acknowledgeMessages(scene.sender, [{ ...heard, level: 'failed', reason: 'Blocked' }])
    expect((await scene.sender.query({ text: "select current_setting('siaran.actor', true) as actor" })).rows).toEqual([
      { actor: '' },
    ])
    const other = await scene.campaignToOne()
    const [next] = await scene.sending(other.id)
    await settleMessages(scene.sender, [{ id: next!.id, epoch: 1, dispatchNumber: 1, status: 'sent', attempts: 1 }])
    expect((await scene.steps(other.id)).at(-1)).toBe(`sent ${SENDER}`)
  })

  test('a reason stands with the transition that has it, and with no later one', async () => {
    const { id } = await scene.campaignToOne()
    const [message] = await scene.sending(id)
    const again = { status: 'queued', errorCode: 'offline', errorMessage: 'Away', retryAt: new Date() } as const
    await settleMessages(scene.sender, [{ id: message!.id, epoch: 1, dispatchNumber: 1, attempts: 1, ...again }])
    await claimMessages(scene.sender, 'sender', [claimOf(await scene.read(message!))])
    const failed = { status: 'failed', errorCode: 'refused', errorMessage: 'No' } as const
    await settleMessages(scene.sender, [{ id: message!.id, epoch: 1, dispatchNumber: 1, attempts: 1, ...failed }])
    expect((await scene.steps(id)).slice(3)).toEqual([
      `sending ${SENDER}`,
      `queued ${SENDER} offline`,
      `sending ${SENDER}`,
      `failed ${SENDER} refused`,
    ])
    const [{ transitions }] = (await scene.record(id)) as [Awaited<ReturnType<LedgerScene['record']>>[0]]
    expect(transitions.map(({ errorMessage }) => errorMessage).filter(Boolean)).toEqual(['Away', 'No'])
  })

  test('so does that of a job that broke off before its message was claimed', async () => {
    const { id } = await scene.campaignToOne()
    await scene.queued(id)
    const { id: messageId } = await scene.db.prisma.message.findFirstOrThrow({ where: { campaignId: id } })
    const broken = { id: messageId, dispatchNumber: 1, sentence: 'It broke off', retryInMs: 0 }
    await countFailedAttempt(scene.sender, broken, 3)
    await scene.queued(id)
    await (await pauseCampaign(scene.db, { id, workspaceId: scene.workspaceId }))!.released
    expect((await scene.steps(id)).slice(3)).toEqual([
      `pending ${SENDER} processing_failed`,
      `processing ${WORKER}`,
      `queued ${WORKER}`,
      'pending test',
    ])
  })

  test('what a person or a key does over HTTP is theirs, each their own, and what follows is not', async () => {
    const { id } = await scene.campaignToOne()
    await scene.queued(id)
    const [user, key] = [`user:${randomUUID()}`, `key:${randomUUID()}`]
    const campaign = { id, workspaceId: scene.workspaceId }
    await scene.as(user, async () => (await pauseCampaign(scene.api, campaign))!.released)
    await scene.db.prisma.campaign.update({ where: { id }, data: { status: 'running' } })
    await scene.queued(id)
    await scene.as(key, async () => (await pauseCampaign(scene.api, campaign))!.released)
    const cancelled = { to: 'cancelled', code: 'campaign_cancelled', message: 'Cancelled' } as const
    await stopMessages(scene.worker, { campaignId: id }, cancelled)
    expect(await scene.steps(id)).toEqual([
      'pending expansion',
      `processing ${WORKER}`,
      `queued ${WORKER}`,
      `pending ${user}`,
      `processing ${WORKER}`,
      `queued ${WORKER}`,
      `pending ${key}`,
      `cancelled ${WORKER} campaign_cancelled`,
    ])
  })

  test('of many callers at once in few connections, each one’s deed is its own', async () => {
    const { id: deviceId } = await scene.device()
    const campaigns = await Promise.all(Array.from({ length: 30 }, () => scene.campaign()))
    for (const { id: campaignId } of campaigns) await scene.message({ campaignId, deviceId, status: 'queued' })
    const pause = (id: string) => pauseCampaign(scene.api, { id, workspaceId: scene.workspaceId })
    await Promise.all(campaigns.map(({ id }, n) => scene.as(`user:${n}`, async () => (await pause(id))!.released)))
    const last = await Promise.all(campaigns.map(async ({ id }) => (await scene.steps(id)).at(-1)))
    expect(last).toEqual(campaigns.map((_, n) => `pending user:${n}`))
  })

  test('what changes no state is no transition', async () => {
    const { id, deviceId } = await scene.campaignToOne()
    const [message] = await scene.sending(id)
    await settleMessages(scene.sender, [{ id: message!.id, epoch: 1, dispatchNumber: 1, status: 'sent', attempts: 1 }])
    const { recipientPhone: from } = await scene.read(message!)
    expect(await markReplied(scene.sender, { deviceId, from, at: new Date() })).not.toBeNull()
    const lead = await scene.db.prisma.lead.findFirstOrThrow()
    await scene.as('user:1', () => removeLead(scene.api, lead))
    expect((await scene.steps(id)).at(-1)).toBe(`sent ${SENDER}`)
    expect((await scene.record(id))[0]!.leadId).toBeNull()
  })

  test('stays when its campaign is deleted; the phones go', async () => {
    const { id, deviceId } = await scene.campaignToOne()
    await scene.sending(id)
    const { id: leadId, phone, workspaceId } = await insertLead(scene.db, { workspaceId: scene.workspaceId, deviceId })
    const left = { workspaceId, campaignId: id, leadId, phone, reason: 'duplicate_phone' }
    await scene.db.prisma.campaignLeftOut.create({ data: left })
    await scene.db.prisma.campaign.delete({ where: { id } })
    expect(await scene.db.prisma.messageEvent.count({ where: { campaignId: id } })).toBe(3)
    expect(await scene.record(id)).toEqual([])
    expect(await listLeftOut(scene.db, id, everything)).toEqual([])
  })
})
