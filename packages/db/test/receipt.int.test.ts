import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { addSuppression, expandCampaignPage, listLeftOut, pauseCampaign, readReceiptSum } from '@siaran/db'
import { insertLead, nextPhone } from '@siaran/testkit'
import { everything, type LedgerScene, openLedgerScene } from './ledger-scene.js'

let scene: LedgerScene
beforeAll(async () => {
  scene = await openLedgerScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())

const byReason = (a: { reason: string }, b: { reason: string }) => (a.reason < b.reason ? -1 : 1)

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
    while (!(await expandCampaignPage(scene.worker, id, 1))!.finished);
    const [message] = await scene.db.prisma.message.findMany({ where: { campaignId: id, status: 'skipped' } })
    const leftOut = await listLeftOut(scene.db, id, everything)
    expect(leftOut.map(({ id: _, at: __, ...left }) => left).sort(byReason)).toEqual([
      { reason: 'duplicate_phone', leadId: second.id, deviceId: account.id, phone, messageId: null },
      { reason: 'suppressed', leadId: third.id, deviceId: account.id, phone: silent, messageId: message!.id },
    ])
    const recorded = (await scene.record(id)).sort((a, b) => (a.leadId! < b.leadId! ? -1 : 1))
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
    await expandCampaignPage(scene.worker, id, 100)
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
    await expandCampaignPage(scene.worker, id, 100)
    expect(await listLeftOut(scene.db, id, everything)).toMatchObject([{ reason: 'no_device', leadId, deviceId: null }])
    expect(await readReceiptSum(scene.db, id)).toMatchObject({ audience: 1, messages: 0, addsUp: true })
  })
})

describe('the sum', () => {
  test('holds at every moment of a message’s road', async () => {
    const { id } = await scene.campaignToOne()
    const sum = () => readReceiptSum(scene.db, id)
    expect(await sum()).toMatchObject({ audience: 1, messages: 1, byStatus: { pending: 1 }, addsUp: true })
    await scene.queued(id)
    expect(await sum()).toMatchObject({ byStatus: { pending: 0, queued: 1 }, addsUp: true })
    await scene.as(
      'user:1',
      async () => (await pauseCampaign(scene.api, { id, workspaceId: scene.workspaceId }))!.released,
    )
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
    await expandCampaignPage(scene.worker, id, 100)
    await scene.queued(id)
    expect(await readReceiptSum(scene.db, id)).toMatchObject({ addsUp: true })
    await withoutTriggers(sql, [id])
    const { checks, addsUp } = await readReceiptSum(scene.db, id)
    expect(addsUp).toBe(false)
    expect(Object.entries(checks).flatMap(([check, holds]) => (holds ? [] : [check]))).toEqual(broken)
  })

  test('of a campaign whose audience was not counted leaves that check out, and no other', async () => {
    const { id } = await scene.campaignToOne()
    await scene.db.prisma.campaign.update({ where: { id }, data: { audienceCount: null } })
    expect(await readReceiptSum(scene.db, id)).toMatchObject({
      audience: null,
      checks: { audience: null, counters: true, ledger: true },
      addsUp: true,
    })
  })
})
