import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { messageStatuses } from '@siaran/domain'
import {
  insertCampaign,
  insertDevice,
  insertMessage,
  insertWorkspace,
  openTestStores,
  type TestStores,
} from '@siaran/testkit'
import { listMessages, type Message } from '../src/index.js'

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

test('without a state: all of the campaign, and of no other', async () => {
  expect(await everyPage()).toEqual(all.map(({ id }) => id))
})
