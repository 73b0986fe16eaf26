import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { queueMessages } from '@siaran/db'
import { claimDue } from '@siaran/testkit'
import { openScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())

/** One turn of a dispatcher that gives slots 30 s ahead; how many it gave. */
async function turn(): Promise<number> {
  const { messages } = await claimDue(scene.db, { worker: 'w', window: 100, devices: 50, secondsAhead: 30 })
  const slot = new Date()
  await queueMessages(
    scene.db,
    'w',
    messages.map(({ id }) => ({ id, content: 'Hi', slot, gapMs: 5 })),
  )
  return messages.length
}

const send = (campaignId: string, count: number) =>
  scene.db.pool.query(
    `update messages set status = 'failed', error_code = 'x'
     where id in (select id from messages where campaign_id = $1 and status = 'queued' order by id limit $2)`,
    [campaignId, count],
  )

test('a campaign has slots for what it can send in the seconds ahead, and gets more when half of them are used up', async () => {
  const { id: deviceId } = await scene.device()
  const { id: campaignId } = await scene.campaign({ messagesPerMinute: 20 })
  await scene.messages(40, { campaignId, deviceId })

  expect(await turn()).toBe(10)
  await send(campaignId, 4)
  expect(await turn()).toBe(0)
  await send(campaignId, 1)
  expect(await turn()).toBe(5)
})

test('a slow campaign has two slots ahead, and does not keep a fast one on its device from its own', async () => {
  const { id: deviceId } = await scene.device()
  const slow = await scene.campaign({ messagesPerMinute: 1 })
  const fast = await scene.campaign({ messagesPerMinute: 60 })
  await scene.messages(10, { campaignId: slow.id, deviceId })
  await scene.messages(60, { campaignId: fast.id, deviceId })

  expect(await turn()).toBe(2 + 30)
  await send(fast.id, 15)
  expect(await turn()).toBe(15)
})
