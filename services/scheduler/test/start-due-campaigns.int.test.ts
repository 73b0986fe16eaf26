import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { insertCampaign, insertWorkspace, openTestStores, type TestStores, testLog } from '@siaran/testkit'
import { startDueCampaigns } from '../src/start-due-campaigns.js'

let stores: TestStores
let workspaceId: string
let beats: number
let asked: string[]

beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(async () => {
  await stores.db.pool.query('delete from campaigns')
  workspaceId = (await insertWorkspace(stores.db)).id
  beats = 0
  asked = []
})

const due = (fields: object = {}) =>
  insertCampaign(stores.db, {
    workspaceId,
    status: 'scheduled',
    startedAt: null,
    scheduledAt: new Date(Date.now() - 1_000),
    ...fields,
  })
const read = ({ id }: { id: string }) => stores.db.prisma.campaign.findUniqueOrThrow({ where: { id } })
const start = (add = async (id: string) => void asked.push(id)) =>
  startDueCampaigns({
    db: stores.db,
    produce: { add: async (_, payload) => add((payload as { campaignId: string }).campaignId) },
    beat: async () => void beats++,
    log: testLog,
  })

test('a campaign whose segment is named by something that is no id starts, for its expansion to say so', async () => {
  const odd = await due({ audienceType: 'segment', audienceConfig: { segmentId: 'the good ones' } })
  await start()
  expect(await read(odd)).toMatchObject({ status: 'running', audienceFilter: null })
})

test('a campaign that the database refuses to start is failed with the reason; the others start, and the heart beats', async () => {
  const [first, bad, last] = [await due(), await due({ name: 'poison' }), await due()]
  await stores.db.pool.query(
    `alter table campaigns add constraint poison check (name <> 'poison' or status in ('scheduled', 'failed'))`,
  )
  try {
    await start()
  } finally {
    await stores.db.pool.query('alter table campaigns drop constraint poison')
  }
  expect(await read(bad)).toMatchObject({
    status: 'failed',
    failureReason: expect.stringMatching(/could not be started/),
  })
  expect([(await read(first)).status, (await read(last)).status]).toEqual(['running', 'running'])
  expect(asked.sort()).toEqual([first.id, last.id].sort())
  expect(beats).toBe(1)
})

test('an expansion that cannot be asked for holds up no other', async () => {
  const [first, second] = [await due(), await due()]
  await start(async (id) => {
    if (id === first.id) throw new Error('Redis does not answer')
    asked.push(id)
  })
  expect(asked).toEqual([second.id])
  expect(beats).toBe(1)
})
