import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  acknowledgeMessages,
  addSuppression,
  claimDueMessages,
  claimMessages,
  countFailedAttempt,
  type Database,
  enterWorkspace,
  expandCampaignPage,
  listLeftOut,
  listRecordedMessages,
  markReplied,
  openDatabase,
  pauseCampaign,
  queueMessages,
  readReceiptSum,
  removeLead,
  settleMessages,
  stopMessages,
} from '@siaran/db'
import { insertLead, nextPhone } from '@siaran/testkit'
import { claimOf, openScene, type Scene } from './scene.js'

let scene: Scene
let worker: Database
let sender: Database
let api: Database
beforeAll(async () => {
  scene = await openScene()
  const { serviceUrl, requestUrl } = scene.stores
  worker = openDatabase(serviceUrl, { name: 'campaign-worker', instance: 'kedai-7', connections: 2 })
  // One connection: what a statement leaves behind in the session, the next one meets.
  sender = openDatabase(serviceUrl, { name: 'device-sender', instance: 'sender-1-abcd', connections: 1 })
  api = openDatabase(requestUrl, { name: 'api', connections: 2, scoped: true })
})
afterAll(async () => {
  await Promise.all([worker.stop(), sender.stop(), api.stop()])
  await scene.close()
})
beforeEach(async () => {
  await scene.db.pool.query('delete from campaigns; delete from leads; delete from devices; delete from suppressions')
})

const byReason = (a: { reason: string }, b: { reason: string }) => (a.reason < b.reason ? -1 : 1)
const everything = { take: 1_000, after: undefined }
const record = async (campaignId: string) => listRecordedMessages(scene.db, campaignId, everything)
/** What stands in the ledger of a campaign's only message: state, actor and reason. */
const steps = async (campaignId: string) =>
  (await record(campaignId))[0]!.transitions.map(({ status, actor, errorCode }) =>
    [status, actor, errorCode].filter((part) => part !== null).join(' '),
  )
/** As a request of this caller does it. */
const as = <Result>(actor: string, work: () => Promise<Result>) =>
  new Promise<Result>((resolve, reject) =>
    enterWorkspace({ workspaceId: scene.workspaceId, actor }, () => work().then(resolve, reject)),
  )

/** A campaign to one lead, expanded by the worker. */
async function campaignToOne() {
  const { id: deviceId } = await scene.device()
  await insertLead(scene.db, { workspaceId: scene.workspaceId, deviceId })
  const { id } = await scene.campaign()
  await expandCampaignPage(worker, id, 100)
  return { id, deviceId }
}
async function queued(campaignId: string) {
  await claimDueMessages(worker, { worker: 'kedai-7', window: 100, devices: 10, secondsAhead: 600 })
  const messages = await scene.db.prisma.message.findMany({ where: { campaignId, status: 'processing' } })
  await queueMessages(
    worker,
    'kedai-7',
    messages.map(({ id }) => ({ id, content: 'Hi', slot: new Date(), gapMs: 0 })),
  )
}
async function sending(campaignId: string) {
  await queued(campaignId)
  const messages = await scene.db.prisma.message.findMany({ where: { campaignId, status: 'queued' } })
  await claimMessages(sender, 'sender', messages.map(claimOf))
  return messages.map(({ id, deviceId }) => ({ id, deviceId }))
}
const WORKER = 'campaign-worker kedai-7'
const SENDER = 'device-sender sender-1-abcd'

describe('every transition, in its order, with who made it', () => {
  test('the whole road: worker, sender, network', async () => {
    const { id } = await campaignToOne()
    const [message] = await sending(id)
    await settleMessages(sender, [
      { id: message!.id, epoch: 1, dispatchNumber: 1, status: 'sent', transportMessageId: 'w', attempts: 1 },
    ])
    const heard = { deviceId: message!.deviceId, transportMessageId: 'w', at: new Date() }
    await acknowledgeMessages(sender, [{ ...heard, level: 'delivered' }])
    await acknowledgeMessages(sender, [{ ...heard, level: 'read' }])
    expect(await steps(id)).toEqual([
      'pending expansion',
      `processing ${WORKER}`,
      `queued ${WORKER}`,
      `sending ${SENDER}`,
      `sent ${SENDER}`,
      'delivered network',
      'read network',
    ])
    const [{ transitions, status }] = (await record(id)) as [Awaited<ReturnType<typeof record>>[0]]
    expect(status).toBe('read')
    const instants = transitions.map(({ at }) => at.getTime())
    expect(instants).toEqual(instants.toSorted((a, b) => a - b))
    expect(instants[0]).toBe((await scene.read(message!)).createdAt.getTime())
  })

  test('the network’s name ends with its statement: what the same connection does next is the sender’s', async () => {
    const { id } = await campaignToOne()
    const [message] = await sending(id)
    const heard = { deviceId: message!.deviceId, messageId: message!.id, transportMessageId: 'w', at: new Date() }
    await acknowledgeMessages(sender, [{ ...heard, level: 'failed', reason: 'Blocked' }])
    expect((await sender.query({ text: "select current_setting('siaran.actor', true) as actor" })).rows).toEqual([
      { actor: '' },
    ])
    const other = await campaignToOne()
    const [next] = await sending(other.id)
    await settleMessages(sender, [{ id: next!.id, epoch: 1, dispatchNumber: 1, status: 'sent', attempts: 1 }])
    expect((await steps(other.id)).at(-1)).toBe(`sent ${SENDER}`)
  })

  test('a reason stands with the transition that has it, and with no later one', async () => {
    const { id } = await campaignToOne()
    const [message] = await sending(id)
    const again = { status: 'queued', errorCode: 'offline', errorMessage: 'Away', retryAt: new Date() } as const
    await settleMessages(sender, [{ id: message!.id, epoch: 1, dispatchNumber: 1, attempts: 1, ...again }])
    await claimMessages(sender, 'sender', [claimOf(await scene.read(message!))])
    const failed = { status: 'failed', errorCode: 'refused', errorMessage: 'No' } as const
    await settleMessages(sender, [{ id: message!.id, epoch: 1, dispatchNumber: 1, attempts: 1, ...failed }])
    expect((await steps(id)).slice(3)).toEqual([
      `sending ${SENDER}`,
      `queued ${SENDER} offline`,
      `sending ${SENDER}`,
      `failed ${SENDER} refused`,
    ])
    const [{ transitions }] = (await record(id)) as [Awaited<ReturnType<typeof record>>[0]]
    expect(transitions.map(({ errorMessage }) => errorMessage).filter(Boolean)).toEqual(['Away', 'No'])
  })

  test('so does that of a job that broke off before its message was claimed', async () => {
    const { id } = await campaignToOne()
    await queued(id)
    const { id: messageId } = await scene.db.prisma.message.findFirstOrThrow({ where: { campaignId: id } })
    const broken = { id: messageId, dispatchNumber: 1, sentence: 'It broke off', retryInMs: 0 }
    await countFailedAttempt(sender, broken, 3)
    await queued(id)
    await (await pauseCampaign(scene.db, { id, workspaceId: scene.workspaceId }))!.released
    expect((await steps(id)).slice(3)).toEqual([
      `pending ${SENDER} processing_failed`,
      `processing ${WORKER}`,
      `queued ${WORKER}`,
      'pending test',
    ])
  })

  test('what a person or a key does over HTTP is theirs, each their own, and what follows is not', async () => {
    const { id } = await campaignToOne()
    await queued(id)
    const [user, key] = [`user:${randomUUID()}`, `key:${randomUUID()}`]
    const campaign = { id, workspaceId: scene.workspaceId }
    await as(user, async () => (await pauseCampaign(api, campaign))!.released)
    await scene.db.prisma.campaign.update({ where: { id }, data: { status: 'running' } })
    await queued(id)
    await as(key, async () => (await pauseCampaign(api, campaign))!.released)
    const cancelled = { to: 'cancelled', code: 'campaign_cancelled', message: 'Cancelled' } as const
    await stopMessages(worker, { campaignId: id }, cancelled)
    expect(await steps(id)).toEqual([
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
    const pause = (id: string) => pauseCampaign(api, { id, workspaceId: scene.workspaceId })
    await Promise.all(campaigns.map(({ id }, n) => as(`user:${n}`, async () => (await pause(id))!.released)))
    const last = await Promise.all(campaigns.map(async ({ id }) => (await steps(id)).at(-1)))
    expect(last).toEqual(campaigns.map((_, n) => `pending user:${n}`))
  })

  test('what changes no state is no transition', async () => {
    const { id, deviceId } = await campaignToOne()
    const [message] = await sending(id)
    await settleMessages(sender, [{ id: message!.id, epoch: 1, dispatchNumber: 1, status: 'sent', attempts: 1 }])
    const { recipientPhone: from } = await scene.read(message!)
    expect(await markReplied(sender, { deviceId, from, at: new Date() })).not.toBeNull()
    const lead = await scene.db.prisma.lead.findFirstOrThrow()
    await as('user:1', () => removeLead(api, lead))
    expect((await steps(id)).at(-1)).toBe(`sent ${SENDER}`)
    expect((await record(id))[0]!.leadId).toBeNull()
  })

  test('stays when its campaign is deleted; the phones go', async () => {
    const { id, deviceId } = await campaignToOne()
    await sending(id)
    const { id: leadId, phone, workspaceId } = await insertLead(scene.db, { workspaceId: scene.workspaceId, deviceId })
    const left = { workspaceId, campaignId: id, leadId, phone, reason: 'duplicate_phone' }
    await scene.db.prisma.campaignLeftOut.create({ data: left })
    await scene.db.prisma.campaign.delete({ where: { id } })
    expect(await scene.db.prisma.messageEvent.count({ where: { campaignId: id } })).toBe(3)
    expect(await record(id)).toEqual([])
    expect(await listLeftOut(scene.db, id, everything)).toEqual([])
  })
})

describe('who was left out', () => {
  test('the second lead of a phone on one device, and the phone that is suppressed, each with its reason', async () => {
    const { workspaceId } = scene
    const [one, two, account] = [await scene.device(), await scene.device(), await scene.device()]
    const [phone, silent] = [nextPhone(), nextPhone()]
    const inOrder = [1, 2, 3].map((n) => `01a20000-0000-7000-8000-00000000000${n}`)
    const first = await insertLead(scene.db, { id: inOrder[0]!, workspaceId, deviceId: one.id, phone })
    const second = await insertLead(scene.db, { id: inOrder[1]!, workspaceId, deviceId: two.id, phone })
    const third = await insertLead(scene.db, { id: inOrder[2]!, workspaceId, phone: silent })
    await addSuppression(scene.db, { workspaceId, phone: silent, reason: 'asked' })
    const { id } = await scene.campaign({ accountId: account.id })
    // In pages of one: the phone is met again by a later page.
    while (!(await expandCampaignPage(worker, id, 1))!.finished);
    const [message] = await scene.db.prisma.message.findMany({ where: { campaignId: id, status: 'skipped' } })
    const leftOut = await listLeftOut(scene.db, id, everything)
    expect(leftOut.map(({ id: _, at: __, ...left }) => left).sort(byReason)).toEqual([
      { reason: 'duplicate_phone', leadId: second.id, deviceId: account.id, phone, messageId: null },
      { reason: 'suppressed', leadId: third.id, deviceId: account.id, phone: silent, messageId: message!.id },
    ])
    const recorded = (await record(id)).sort((a, b) => (a.leadId! < b.leadId! ? -1 : 1))
    expect(recorded.map(({ leadId, transitions }) => [leadId, transitions.map(({ status }) => status)])).toEqual([
      [first.id, ['pending']],
      [third.id, ['skipped']],
    ])
    expect(recorded[1]!.transitions[0]).toMatchObject({ actor: 'expansion', errorCode: 'suppressed' })
    expect(await readReceiptSum(scene.db, id)).toMatchObject({
      audience: 3,
      messages: 2,
      leftOut: { duplicate_phone: 1, suppressed: 1, no_device: 0 },
      addsUp: true,
    })
  })

  test('both of a page, in pages of the list', async () => {
    const { workspaceId } = scene
    const devices = await Promise.all([1, 2, 3].map(() => scene.device()))
    const phones = Array.from({ length: 5 }, nextPhone)
    for (const phone of phones)
      for (const { id: deviceId } of devices) await insertLead(scene.db, { workspaceId, deviceId, phone })
    await addSuppression(scene.db, { workspaceId, phone: phones[0]!, reason: 'asked' })
    const { id } = await scene.campaign({ accountId: devices[0]!.id })
    await expandCampaignPage(worker, id, 100)
    const all = await listLeftOut(scene.db, id, everything)
    expect(all).toHaveLength(11)
    const walked = []
    for (let after: string | undefined; ; after = walked.at(-1)!.id) {
      const page = await listLeftOut(scene.db, id, { take: 3, after })
      walked.push(...page)
      if (page.length < 3) break
    }
    expect(walked).toEqual(all)
  })

  test('where there is no device at all', async () => {
    const { id: leadId } = await insertLead(scene.db, { workspaceId: scene.workspaceId })
    const { id } = await scene.campaign()
    await expandCampaignPage(worker, id, 100)
    expect(await listLeftOut(scene.db, id, everything)).toMatchObject([{ reason: 'no_device', leadId, deviceId: null }])
    expect(await readReceiptSum(scene.db, id)).toMatchObject({ audience: 1, messages: 0, addsUp: true })
  })
})

describe('the sum', () => {
  test('holds at every moment of a message’s road', async () => {
    const { id } = await campaignToOne()
    const sum = () => readReceiptSum(scene.db, id)
    expect(await sum()).toMatchObject({ audience: 1, messages: 1, byStatus: { pending: 1 }, addsUp: true })
    await queued(id)
    expect(await sum()).toMatchObject({ byStatus: { pending: 0, queued: 1 }, addsUp: true })
    await as('user:1', async () => (await pauseCampaign(api, { id, workspaceId: scene.workspaceId }))!.released)
    expect(await sum()).toMatchObject({ byStatus: { pending: 1, queued: 0 }, addsUp: true })
  })

  const withoutTriggers = async (sql: string, values: unknown[]) =>
    scene.db.transaction(async (tx) => {
      for (const table of ['messages', 'message_events', 'campaign_left_out'])
        await tx.query({ text: `alter table ${table} disable trigger user` })
      await tx.query({ text: sql, values })
      for (const table of ['messages', 'message_events', 'campaign_left_out'])
        await tx.query({ text: `alter table ${table} enable trigger user` })
    })

  test.each([
    [
      'a message’s state',
      "update messages set status = 'failed', error_code = 'x' where campaign_id = $1",
      ['counters', 'ledger'],
    ],
    ['a message that is gone', 'delete from messages where campaign_id = $1', ['audience', 'counters']],
    [
      'a message that nobody of the audience was given',
      `insert into messages (workspace_id, campaign_id, device_id, recipient_phone, status, error_code)
       select workspace_id, campaign_id, device_id, '+60999', 'failed', 'x' from messages where campaign_id = $1`,
      ['audience', 'counters', 'ledger'],
    ],
    ['a transition', "update message_events set status = 'failed' where campaign_id = $1", ['ledger']],
    ['transitions that are gone', 'delete from message_events where campaign_id = $1', ['ledger']],
    ['a counter', 'update campaign_devices set queued = 2 where campaign_id = $1', ['counters']],
    ['somebody left out who is gone', 'delete from campaign_left_out where campaign_id = $1', ['audience']],
  ])('does not, once the owner has tampered with %s', async (_, sql, broken) => {
    const { workspaceId } = scene
    const { id: deviceId } = await scene.device()
    const phone = nextPhone()
    await insertLead(scene.db, { workspaceId, deviceId, phone })
    await insertLead(scene.db, { workspaceId, phone })
    const { id } = await scene.campaign()
    await expandCampaignPage(worker, id, 100)
    await queued(id)
    expect(await readReceiptSum(scene.db, id)).toMatchObject({ addsUp: true })
    await withoutTriggers(sql, [id])
    const { checks, addsUp } = await readReceiptSum(scene.db, id)
    expect(addsUp).toBe(false)
    expect(Object.entries(checks).flatMap(([check, holds]) => (holds ? [] : [check]))).toEqual(broken)
  })

  test('of a campaign whose audience was not counted leaves that check out, and no other', async () => {
    const { id } = await campaignToOne()
    await scene.db.prisma.campaign.update({ where: { id }, data: { audienceCount: null } })
    expect(await readReceiptSum(scene.db, id)).toMatchObject({
      audience: null,
      checks: { audience: null, counters: true, ledger: true },
      addsUp: true,
    })
  })
})
