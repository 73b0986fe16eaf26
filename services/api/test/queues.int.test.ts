import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { createProducer, type Producer } from '@siaran/queue'
import { insertCampaign, insertDevice, insertMessage } from '@siaran/testkit'
import { queueBoard } from '../src/queue-board.js'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let produce: Producer
let us: Person
beforeAll(async () => {
  api = await openApi({}, (parts) => [queueBoard(parts.db, parts.produce)])
  produce = createProducer({ redis: api.stores.redis.client, log: api.stores.log, now: Date.now })
})
afterAll(async () => {
  await produce.close()
  await api.close()
})
beforeEach(async () => {
  await api.stores.db.pool.query('delete from campaigns; delete from devices; delete from workspaces')
  us = await api.person('viewer')
})

const fixed = ['campaigns', 'dispatch', 'enrolments', 'imports', 'repair', 'schedule']

/** A device with a message that waits in its queue, and one whose send began just now. */
async function deviceAtWork(workspaceId: string, campaignId: string): Promise<string> {
  const { db } = api.stores
  const { id: deviceId } = await insertDevice(db, { workspaceId })
  const sent = { status: 'sent', sendingAt: new Date(), sentAt: new Date() }
  await insertMessage(db, { workspaceId, campaignId, deviceId, ...sent })
  const { id: messageId } = await insertMessage(db, { workspaceId, campaignId, deviceId, status: 'queued' })
  const slot = Date.now() + 60_000
  await produce.addDeviceJobs(deviceId, [{ messageId, campaignId, dispatch: 1, slot, gapMs: 0 }])
  return deviceId
}

test("the fixed queues always, and the queues of the workspace's devices that hold work, with their rate", async () => {
  const { db } = api.stores
  const { workspaceId } = us
  const { id: campaignId } = await insertCampaign(db, { workspaceId })
  const deviceId = await deviceAtWork(workspaceId, campaignId)
  const { id: idle } = await insertDevice(db, { workspaceId })
  await insertMessage(db, { workspaceId, campaignId, deviceId: idle })
  const stranger = await api.person()
  await deviceAtWork(stranger.workspaceId, (await insertCampaign(db, { workspaceId: stranger.workspaceId })).id)

  const { status, body } = await us.call('GET', 'queues')
  expect(status).toBe(200)
  const names = body.data.map(({ name }: { name: string }) => name)
  expect(names.sort()).toEqual([...fixed, `device-${deviceId}`].sort())
  const ours = body.data.find((queue: { deviceId: string | null }) => queue.deviceId === deviceId)
  expect(ours).toEqual({
    name: `device-${deviceId}`,
    deviceId,
    waiting: 0,
    active: 0,
    delayed: 1,
    failed: 0,
    rate: 1,
  })
})

test('the board shows every device queue that holds work, of all workspaces, however many there are', async () => {
  const owner = await api.person()
  const { workspaceId } = owner
  const { db } = api.stores
  const { id: campaignId } = await insertCampaign(db, { workspaceId })
  const busy = await deviceAtWork(workspaceId, campaignId)
  await db.pool.query(
    `with device as (
       insert into devices (workspace_id, name, transport) select $1, 'D' || n, 'simulator' from generate_series(1, 150) n
       returning id)
     insert into messages (workspace_id, campaign_id, device_id, recipient_phone, status, content, dispatch_number)
     select $1, $2, id, '+60123456789', 'queued', 'Hi', 1 from device`,
    [workspaceId, campaignId],
  )
  const visit = (path: string, method = 'GET') =>
    api.send(`/admin/queues${path}`, { method, headers: { authorization: `Bearer ${owner.token}` } })
  const { status, body } = await visit('/api/queues')
  expect(status).toBe(200)
  const shown = body.queues.map(({ displayName }: { displayName: string }) => displayName)
  expect(shown).toHaveLength(fixed.length + 151)
  expect(shown).toEqual(expect.arrayContaining([...fixed, `device-${busy}`]))
  const ours = body.queues.find((queue: { displayName: string }) => queue.displayName === `device-${busy}`)
  expect([ours.counts.delayed, ours.counts.waiting, ours.readOnlyMode]).toEqual([1, 0, true])
  const looked = (await visit(`/api/queues?activeQueue=${encodeURIComponent(ours.name)}&status=delayed&page=1`)).body
  expect(looked.queues.find(({ name }: { name: string }) => name === ours.name).jobs).toHaveLength(1)
  expect((await visit('/api/queues/pause', 'PUT')).status).toBe(403)
})

test('503: while Redis is away the counts cannot be told', async () => {
  api.stores.redis.client.disconnect()
  const { status, body } = await us.call('GET', 'queues')
  await api.stores.redis.client.connect()
  expect([status, body.error.code]).toEqual([503, 'store.unavailable'])
})
