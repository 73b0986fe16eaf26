import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { acknowledgeMessages, completeCampaigns } from '@siaran/db'
import { endedMessageStatuses, messageStatuses } from '@siaran/domain'
import { insertCampaign, insertDevice, insertLead, insertMessage, insertSequence, unknownId } from '@siaran/testkit'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let operator: Person
let workspaceId: string
let deviceId: string
let campaignId: string
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())
beforeEach(async () => {
  operator = await api.person('operator')
  workspaceId = operator.workspaceId
  deviceId = (await insertDevice(db(), { workspaceId })).id
  campaignId = (await campaign()).id
  api.heard.length = 0
})

const db = () => api.stores.db
const campaign = (fields: object = {}) =>
  insertCampaign(db(), { workspaceId, status: 'completed', expandedAt: new Date(), endedAt: new Date(), ...fields })
const sendingAt = new Date('2026-11-22T01:00:00.000Z')
/** A message of the campaign with what any state may require. */
const message = async (fields: object = {}) =>
  insertMessage(db(), {
    workspaceId,
    campaignId,
    deviceId,
    leadId: (await insertLead(db(), { workspaceId })).id,
    status: 'unconfirmed',
    content: 'Hi',
    dispatchNumber: 1,
    claimedBy: 'worker',
    claimedAt: new Date(),
    leaseEpoch: 1,
    sendingAt,
    attempts: 3,
    sentAt: null,
    errorCode: 'no_answer',
    errorMessage: 'The answer never came',
    ...fields,
  })
const reached = { sentAt: sendingAt, deliveredAt: sendingAt, readAt: sendingAt }
const list = (query: string) => operator.call('GET', `messages?${query}`)
const resolve = (id: string, as: string, by = operator) => by.call('POST', `messages/${id}/resolve`, { as })
const campaignNow = async () => (await operator.call('GET', `campaigns/${campaignId}`)).body.data
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)
const heard = (name: string) => api.heard.filter((event) => event.name === name).map(({ payload }) => payload)
const jobNames = async (queue: string) => {
  const queues = await api.deps.produce.boardQueues()
  return (await queues.find(({ name }) => name === `{${queue}}`)!.getJobs()).map((job) => job.name)
}

describe('messages over all campaigns', () => {
  test.each(endedMessageStatuses)(
    'that are %s: page by page, oldest first, of this workspace alone',
    async (status) => {
      const elsewhere = await api.person()
      const foreign = {
        workspaceId: elsewhere.workspaceId,
        campaignId: (await insertCampaign(db(), { workspaceId: elsewhere.workspaceId })).id,
        deviceId: (await insertDevice(db(), { workspaceId: elsewhere.workspaceId })).id,
        leadId: null,
      }
      const other = await campaign()
      const ours = [
        await message({ status }),
        await message({ status, campaignId: other.id }),
        await message({ status }),
      ]
      await message({ ...foreign, status })
      for (const another of endedMessageStatuses) if (another !== status) await message({ status: another })
      const first = await list(`status=${status}&limit=2`)
      expect(ids(first.body.data)).toEqual(ids(ours.slice(0, 2)))
      const second = await list(`status=${status}&limit=2&cursor=${first.body.page.nextCursor}`)
      expect([ids(second.body.data), second.body.page.nextCursor]).toEqual([ids(ours.slice(2)), null])
      expect(second.body.data[0]).toMatchObject({ campaignId, stepId: null, recipientPhone: ours[2]!.recipientPhone })
    },
  )

  test('of one device, of one campaign, of both, and of a sequence', async () => {
    const [other, elsewhere] = [await insertDevice(db(), { workspaceId }), await campaign()]
    const sequence = await insertSequence(db(), { workspaceId })
    const here = await message()
    const onOther = await message({ deviceId: other.id })
    const inOther = await message({ campaignId: elsewhere.id })
    const ofSequence = await message({ campaignId: sequence.id })
    for (const [query, expected] of [
      [`deviceId=${deviceId}`, [here, inOther, ofSequence]],
      [`campaignId=${campaignId}`, [here, onOther]],
      [`campaignId=${campaignId}&deviceId=${deviceId}`, [here]],
      [`campaignId=${sequence.id}`, [ofSequence]],
    ] as const)
      expect([query, ids((await list(`status=unconfirmed&${query}`)).body.data)]).toEqual([query, ids([...expected])])
  })

  test.each(messageStatuses)('within a campaign also those that are %s', async (status) => {
    const { id } = await message({ status, ...reached })
    expect(ids((await list(`status=${status}&campaignId=${campaignId}`)).body.data)).toEqual([id])
  })

  test('400: those that many are in, over all campaigns; the sentence says how to ask. And no state at all', async () => {
    for (const status of ['pending', 'processing', 'queued', 'sending', 'sent', 'delivered', 'read']) {
      const { status: code, body } = await list(`status=${status}&deviceId=${deviceId}`)
      expect([code, body.error.code, body.error.details[0].path]).toEqual([400, 'request.invalid', 'status'])
      expect(body.message).toContain('with campaignId')
    }
    const { status, body } = await list('')
    expect([status, body.error.details[0].path]).toEqual([400, 'status'])
  })

  test('404: of a campaign or a device that this workspace does not have', async () => {
    const stranger = await api.person()
    for (const query of [`campaignId=${campaignId}`, `deviceId=${deviceId}`]) {
      const { status } = await stranger.call('GET', `messages?status=unconfirmed&${query}`)
      expect([query, status]).toEqual([query, 404])
    }
  })
})

describe('one message', () => {
  test('is read by its id; 404 where there is none, and for another workspace', async () => {
    const { id } = await message()
    const { body } = await operator.call('GET', `messages/${id}`)
    expect(body.data).toMatchObject({ id, campaignId, status: 'unconfirmed', errorCode: 'no_answer' })
    const stranger = await api.person()
    for (const [who, asked] of [
      [operator, unknownId()],
      [stranger, id],
    ] as const) {
      const answer = await who.call('GET', `messages/${asked}`)
      expect([answer.status, answer.body.error.code]).toEqual([404, 'message.not_found'])
    }
  })
})

describe('a person resolves a message in doubt', () => {
  test('as sent: at the instant at which its send began', async () => {
    const { id } = await message()
    const { status, body } = await resolve(id, 'sent')
    expect([status, body.data.status, body.data.sentAt]).toEqual([200, 'sent', sendingAt.toISOString()])
    expect(body.data).toMatchObject({ errorCode: null, errorMessage: null })
    expect(await campaignNow()).toMatchObject({ status: 'completed', counts: { sent: 1, unconfirmed: 0 } })
    expect(heard('campaign:progress')).toMatchObject([{ campaignId, counts: { sent: 1, unconfirmed: 0 } }])
    expect(heard('campaign:stats')).toMatchObject([{ campaignId, metrics: { sent: 1 } }])
  })

  test('as failed: with a code and a sentence', async () => {
    const { body } = await resolve((await message()).id, 'failed')
    expect(body.data).toMatchObject({ status: 'failed', sentAt: null, errorCode: 'resolved_failed' })
    expect(body.data.errorMessage).toMatch(/^[A-Z].*not sent$/)
    expect((await campaignNow()).counts).toMatchObject({ failed: 1, unconfirmed: 0 })
  })

  test('as to be sent again: it waits for a slot, its campaign runs, and the dispatcher is asked at once', async () => {
    const { id } = await message()
    const { status, body } = await resolve(id, 'retry')
    expect([status, body.data.status, body.data.attempts, body.data.errorCode]).toEqual([200, 'pending', 0, null])
    expect(Math.abs(Date.parse(body.data.scheduledAt) - Date.now())).toBeLessThan(60_000)
    expect(await campaignNow()).toMatchObject({ status: 'running', endedAt: null, counts: { pending: 1 } })
    expect(heard('campaign:progress')).toMatchObject([{ campaignId, status: 'running', progress: 0 }])
    expect(await jobNames('dispatch')).toContain('messages.dispatch')
  })

  test('a campaign that runs again for two messages completes again once', async () => {
    const both = [await message(), await message()]
    for (const { id } of both) await resolve(id, 'retry')
    const arrived = (id: string) =>
      acknowledgeMessages(db(), [
        { deviceId, messageId: id, transportMessageId: id, level: 'delivered', at: new Date() },
      ])
    await arrived(both[0]!.id)
    expect(await completeCampaigns(db(), null)).toEqual([])
    await arrived(both[1]!.id)
    const told = await Promise.all([1, 2, 3].map(() => completeCampaigns(db(), [campaignId])))
    expect(ids(told.flat())).toEqual([campaignId])
    expect(await campaignNow()).toMatchObject({ status: 'completed', counts: { delivered: 2 } })
  })

  test('of a paused campaign: it waits for the resume', async () => {
    campaignId = (await campaign({ status: 'paused', pausedAt: new Date(), endedAt: null })).id
    const { body } = await resolve((await message()).id, 'retry')
    expect([body.data.status, (await campaignNow()).status]).toEqual(['pending', 'paused'])
  })

  test('of a sequence: its progress is told', async () => {
    const { id: sequenceId } = await insertSequence(db(), { workspaceId })
    await resolve((await message({ campaignId: sequenceId })).id, 'sent')
    expect(heard('sequence:progress')).toMatchObject([{ sequenceId }])
    expect(heard('campaign:progress')).toEqual([])
  })

  test('it is on record who said what', async () => {
    const answers = ['sent', 'failed', 'retry'] as const
    const resolved = await Promise.all(answers.map(() => message()))
    for (const [n, as] of answers.entries()) await resolve(resolved[n]!.id, as)
    const entries = await db().prisma.auditEntry.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })
    expect(entries.map(({ actor, action, objectId, detail }) => ({ actor, action, objectId, detail }))).toEqual(
      answers.map((as, n) => ({
        actor: `user:${operator.userId}`,
        action: 'message.resolved',
        objectId: resolved[n]!.id,
        detail: { as, campaignId },
      })),
    )
  })

  test('of several at once one is heard', async () => {
    const { id } = await message()
    const answers = await Promise.all(['sent', 'failed', 'retry', 'retry'].map((as) => resolve(id, as)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400])
    expect(await db().prisma.auditEntry.count({ where: { objectId: id } })).toBe(1)
  })

  test('asked twice with one key it is sent again once', async () => {
    const { id } = await message()
    const ask = () =>
      api.send(`/api/v1/messages/${id}/resolve`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${operator.token}`,
          'content-type': 'application/json',
          'idempotency-key': id,
        },
        body: JSON.stringify({ as: 'retry' }),
      })
    const [first, second] = [await ask(), await ask()]
    expect([first.status, second.status, second.body]).toEqual([200, 200, first.body])
  })

  test.each(messageStatuses.filter((status) => status !== 'unconfirmed'))(
    '400: one that is %s; the sentence names its state',
    async (status) => {
      const { id } = await message({ status, ...reached })
      const before = await db().prisma.message.findUniqueOrThrow({ where: { id } })
      for (const as of ['sent', 'failed', 'retry']) {
        const { status: code, body } = await resolve(id, as)
        expect([code, body.error.code, body.message]).toEqual([
          400,
          'message.invalid_transition',
          `Only a message that is unconfirmed can be resolved; this one is ${status}`,
        ])
      }
      expect(await db().prisma.message.findUniqueOrThrow({ where: { id } })).toEqual(before)
    },
  )

  test('400: it cannot be sent again; the sentence says why, and it can still be closed', async () => {
    for (const [status, why] of [
      ['cancelled', 'The campaign was cancelled'],
      ['failed', 'The campaign has failed'],
    ] as const) {
      campaignId = (await campaign({ status, failureReason: 'x' })).id
      const { id } = await message()
      const refused = await resolve(id, 'retry')
      expect([refused.status, refused.body.error.code]).toEqual([400, 'message.not_retriable'])
      expect(refused.body.message).toContain(why)
      expect((await resolve(id, 'sent')).status).toBe(200)
    }
  })

  test('400: an answer that is none of the three', async () => {
    const { id } = await message()
    expect((await resolve(id, 'delivered')).body.error).toMatchObject({
      code: 'request.invalid',
      details: [{ path: 'as' }],
    })
  })

  test('404: there is none, or it is another workspace’s', async () => {
    const { id } = await message()
    const stranger = await api.person()
    for (const as of ['sent', 'failed', 'retry'])
      for (const answer of [await resolve(unknownId(), as), await resolve(id, as, stranger)])
        expect([answer.status, answer.body.error.code]).toEqual([404, 'message.not_found'])
    expect((await operator.call('GET', `messages/${id}`)).body.data.status).toBe('unconfirmed')
  })

  test('403: a viewer looks and decides nothing', async () => {
    const { id } = await message()
    const viewer = await api.person('viewer', workspaceId)
    expect((await viewer.call('GET', `messages/${id}`)).status).toBe(200)
    expect((await resolve(id, 'sent', viewer)).status).toBe(403)
  })
})
