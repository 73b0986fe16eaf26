import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { endedMessageStatuses, messageStatuses } from '@siaran/domain'
import {
  insertCampaign,
  insertDevice,
  insertMessage,
  insertWorkspace,
  openTestStores,
  type TestStores,
} from '@siaran/testkit'
import { listEndedMessages, listMessages, type Message } from '../src/index.js'

let stores: TestStores
let campaignId: string
let all: Message[]

/** A message in whatever state, with what the state requires. */
const whole = {
  content: 'Hi',
  dispatchNumber: 1,
  claimedBy: 'worker',
  claimedAt: new Date(),
  leaseEpoch: 1,
  sendingAt: new Date(),
  sentAt: new Date(),
  deliveredAt: new Date(),
  readAt: new Date(),
  errorCode: 'expired',
}

beforeAll(async () => {
  stores = await openTestStores()
  const { db } = stores
  const workspaceId = (await insertWorkspace(db)).id
  const elsewhere = (await insertWorkspace(db)).id
  const away = {
    workspaceId: elsewhere,
    campaignId: (await insertCampaign(db, { workspaceId: elsewhere })).id,
    deviceId: (await insertDevice(db, { workspaceId: elsewhere })).id,
  }
  for (const status of messageStatuses) await insertMessage(db, { ...away, ...whole, status })
  const campaign = await insertCampaign(db, { workspaceId })
  const other = await insertCampaign(db, { workspaceId })
  campaignId = campaign.id
  const devices = [await insertDevice(db, { workspaceId }), await insertDevice(db, { workspaceId })]
  for (let round = 0; round < 4; round++)
    for (const status of messageStatuses)
      for (const device of devices)
        for (const { id } of [campaign, other])
          await insertMessage(db, { workspaceId, campaignId: id, deviceId: device.id, ...whole, status })
  all = await db.prisma.message.findMany({ where: { campaignId }, orderBy: { id: 'asc' } })
})
afterAll(() => stores.close())

async function everyPage(status?: Message['status']): Promise<string[]> {
  const seen: string[] = []
  for (let after: string | undefined; ; after = seen.at(-1)) {
    const question = { campaignId, status: status as (typeof messageStatuses)[number] | undefined }
    const page = await listMessages(stores.db, question, { take: 3, after })
    seen.push(...page.map(({ id }) => id))
    if (page.length < 3) return seen
  }
}

test.each(messageStatuses)(
  'the messages that are %s, of all devices, oldest first, each once over all pages',
  async (status) => {
    const expected = all.filter((message) => message.status === status).map(({ id }) => id)
    expect(expected).toHaveLength(8)
    expect(await everyPage(status)).toEqual(expected)
  },
)

describe('of one device', () => {
  test.each(messageStatuses)('those of a campaign that are %s', async (status) => {
    const [{ deviceId }] = all as [Message]
    const expected = all.filter((message) => message.status === status && message.deviceId === deviceId)
    const found = await listMessages(stores.db, { campaignId, deviceId, status }, { take: 10, after: undefined })
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
    expect(found).toHaveLength(4)
  })
})

describe('of all campaigns', () => {
  test.each(
    endedMessageStatuses.flatMap(
      (status) =>
        [
          [status, false],
          [status, true],
        ] as const,
    ),
  )('those that are %s, of one device only: %s', async (status, ofOneDevice) => {
    const [{ workspaceId, deviceId }] = all as [Message]
    const of = { workspaceId, status, ...(ofOneDevice && { deviceId }) }
    const seen: string[] = []
    for (let page: string[] = ['first']; page.length > 0; seen.push(...page))
      page = (await listEndedMessages(stores.db, of, { take: 3, after: seen.at(-1) })).map(({ id }) => id)
    const expected = await stores.db.prisma.message.findMany({ where: of, orderBy: { id: 'asc' } })
    expect(seen).toEqual(expected.map(({ id }) => id))
    expect(seen).toHaveLength(ofOneDevice ? 8 : 16)
  })
})

test('without a state: all of the campaign, and of no other', async () => {
  expect(await everyPage()).toEqual(all.map(({ id }) => id))
})
