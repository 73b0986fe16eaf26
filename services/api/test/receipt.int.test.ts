import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { addSuppression, type Database, expandCampaignPage, openDatabase, stopMessages } from '@siaran/db'
import { insertCampaign, insertDevice, insertLead, insertSequence, nextPhone, unknownId } from '@siaran/testkit'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let us: Person
let worker: Database
beforeAll(async () => {
  api = await openApi()
  us = await api.person()
  worker = openDatabase(api.stores.serviceUrl, { name: 'campaign-worker', instance: 'kedai-7', connections: 2 })
})
afterAll(async () => {
  await worker.stop()
  await api.close()
})

const db = () => api.stores.db

/** A running campaign from one device: to so many leads, one of them twice, and to a phone that is suppressed. */
async function campaignOf({ leads, niche }: { leads: number; niche: string }) {
  const { workspaceId } = us
  const { id: deviceId } = await insertDevice(db(), { workspaceId })
  const { id: elsewhere } = await insertDevice(db(), { workspaceId })
  const phones = Array.from({ length: leads }, nextPhone)
  await db().prisma.lead.createMany({ data: phones.map((phone) => ({ workspaceId, deviceId, phone, niche })) })
  // Behind all the others: leads that are made in the same millisecond have no order.
  const last = `ffffffff-ffff-7fff-bfff-${randomBytes(6).toString('hex')}`
  const twice = await insertLead(db(), { id: last, workspaceId, deviceId: elsewhere, phone: phones[0]!, niche })
  const silent = await insertLead(db(), { workspaceId, deviceId, niche })
  await addSuppression(db(), { workspaceId, phone: silent.phone, reason: 'asked' })
  const audience = { audienceType: 'niche', audienceConfig: { niche } }
  const { id } = await insertCampaign(db(), { workspaceId, accountId: deviceId, ...audience })
  await expandCampaignPage(worker, id, 10_000)
  return { id, twice, silent, phones, deviceId }
}

test('the audience as it was frozen, who was left out and why, and the sum', async () => {
  const { id, twice, silent, phones } = await campaignOf({ leads: 3, niche: 'raya' })
  const { status, body } = await us.call('GET', `campaigns/${id}/receipt`)
  expect(status).toBe(200)
  const { campaign, frozenAt, sum, leftOut, messages } = body.data
  expect(campaign).toMatchObject({ id, status: 'running', audienceType: 'niche', audienceConfig: { niche: 'raya' } })
  expect(Date.parse(frozenAt)).toBeGreaterThan(0)
  expect(sum).toMatchObject({
    audience: 5,
    messages: 4,
    byStatus: { pending: 3, skipped: 1 },
    leftOut: { duplicate_phone: 1, no_device: 0, suppressed: 1 },
    checks: { audience: true, counters: true, ledger: true },
    addsUp: true,
  })
  expect(leftOut.nextCursor).toBeNull()
  expect(leftOut.rows).toHaveLength(2)
  expect(leftOut.rows).toContainEqual(
    expect.objectContaining({
      leadId: twice.id,
      phone: phones[0],
      messageId: null,
      reason: 'duplicate_phone',
      sentence: expect.stringContaining('the same phone'),
    }),
  )
  expect(leftOut.rows).toContainEqual(
    expect.objectContaining({ leadId: silent.id, phone: silent.phone, reason: 'suppressed' }),
  )
  expect(messages).toHaveLength(4)
  expect(messages.find(({ leadId }: { leadId: string }) => leadId !== silent.id).transitions).toEqual([
    { at: expect.any(String), status: 'pending', actor: 'expansion', errorCode: null, errorMessage: null },
  ])
})

test('a pause stands in it under the name of the person, or the key, that asked for it', async () => {
  const { id, silent } = await campaignOf({ leads: 1, niche: 'kopi' })
  const { id: keyId, key } = (await us.call('POST', 'api-keys', { name: 'CRM' })).body.data
  for (const token of [us.token, key]) {
    await db().prisma.message.updateMany({
      where: { campaignId: id, status: 'pending' },
      data: { status: 'queued', content: 'Hi', dispatchNumber: { increment: 1 } },
    })
    await api.call(token, 'POST', `campaigns/${id}/pause`)
    await api.call(token, 'POST', `campaigns/${id}/resume`)
    await db().prisma.campaign.update({ where: { id }, data: { status: 'running' } })
  }
  const { body } = await us.call('GET', `campaigns/${id}/receipt`)
  const { transitions } = body.data.messages.find(({ leadId }: { leadId: string }) => leadId !== silent.id)
  expect(transitions.map(({ status, actor }: Record<string, string>) => [status, actor])).toEqual([
    ['pending', 'expansion'],
    ['queued', 'test'],
    ['pending', `user:${us.userId}`],
    ['queued', 'test'],
    ['pending', `key:${keyId}`],
  ])
})

test('page by page, the sum on the first one alone; who was left out has pages of its own', async () => {
  const { id } = await campaignOf({ leads: 6, niche: 'teh' })
  const seen: string[] = []
  let cursor: string | null = null
  for (let n = 0; n === 0 || cursor !== null; n++) {
    const more: string = cursor === null ? '' : `&cursor=${cursor}`
    const { body } = await us.call('GET', `campaigns/${id}/receipt?limit=3${more}`)
    expect([n, body.data.sum === null, body.data.leftOut === null]).toEqual([n, n > 0, n > 0])
    seen.push(...body.data.messages.map(({ id }: { id: string }) => id))
    cursor = body.page.nextCursor
  }
  const messages = await db().prisma.message.findMany({ where: { campaignId: id }, orderBy: { id: 'asc' } })
  expect(seen).toEqual(messages.map(({ id }) => id))

  const first = (await us.call('GET', `campaigns/${id}/receipt?limit=1`)).body.data.leftOut
  const rest = await us.call('GET', `campaigns/${id}/receipt/left-out?limit=1&cursor=${first.nextCursor}`)
  const both = (await us.call('GET', `campaigns/${id}/receipt/left-out`)).body.data
  expect([...first.rows, ...rest.body.data]).toEqual(both)
  expect([both.length, rest.body.page.nextCursor]).toEqual([2, null])
})

test('as a table: every transition of more messages than a page has, and who was left out, harmless in a spreadsheet', async () => {
  const { id, twice, deviceId } = await campaignOf({ leads: 1_200, niche: 'madu' })
  const reason = { to: 'skipped', code: 'expired', message: '=HYPERLINK("x")' } as const
  await stopMessages(worker, { campaignId: id }, reason)
  const answer = await us.call('GET', `campaigns/${id}/receipt?format=csv`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="campaign-${id}-receipt.csv"`)
  const lines = String(answer.body).trimEnd().split('\r\n')
  expect(lines[0]).toBe('kind,phone,leadId,messageId,deviceId,status,at,actor,errorCode,errorMessage')
  // 1,200 were made and skipped, one was skipped when it was made; two were left out.
  expect(lines).toHaveLength(1 + 2 + 1_200 * 2 + 1)
  expect(new Set(lines).size).toBe(lines.length)
  const digits = twice.phone.slice(1)
  const ofTwice = lines.filter((line) => line.includes(`,${digits},`)).map((line) => line.split(','))
  expect(ofTwice.map(([kind, , , , device, status, , actor, code]) => [kind, device, status, actor, code])).toEqual([
    ['left_out', deviceId, '', '', 'duplicate_phone'],
    ['transition', deviceId, 'pending', 'expansion', ''],
    ['transition', deviceId, 'skipped', 'campaign-worker kedai-7', 'expired'],
  ])
  expect(lines.filter((line) => line.endsWith(`,expired,"'=HYPERLINK(""x"")"`))).toHaveLength(1_200)
})

test('a table breaks off when its campaign is deleted meanwhile, and does not look complete', async () => {
  const { id } = await campaignOf({ leads: 1_200, niche: 'roti' })
  const { prisma } = db()
  let answer: Promise<string> | undefined
  await prisma.$transaction(async (tx) => {
    // Stands in the way of the second page, until the campaign is gone.
    await tx.$executeRaw`lock table message_events in access exclusive mode`
    const url = `${new URL(api.app.listeningOrigin).origin}/api/v1/campaigns/${id}/receipt?format=csv`
    const response = await fetch(url, { headers: { authorization: `Bearer ${us.token}` } })
    answer = response.text()
    answer.catch(() => {})
    await tx.campaign.delete({ where: { id } })
  })
  await expect(answer).rejects.toThrow('terminated')
})

test('404: another workspace’s campaign, a sequence, one that was deleted, and one that never was', async () => {
  const them = await api.person()
  const { id } = await campaignOf({ leads: 1, niche: 'susu' })
  const sequence = await insertSequence(db(), { workspaceId: us.workspaceId })
  const gone = await campaignOf({ leads: 1, niche: 'gula' })
  await db().prisma.campaign.delete({ where: { id: gone.id } })
  for (const path of ['receipt', 'receipt?format=csv', 'receipt/left-out'])
    for (const [who, campaign] of [
      [them, id],
      [us, sequence.id],
      [us, gone.id],
      [us, unknownId()],
    ] as const) {
      const { status, body } = await who.call('GET', `campaigns/${campaign}/${path}`)
      expect([path, status, body.error.code]).toEqual([path, 404, 'campaign.not_found'])
    }
})
