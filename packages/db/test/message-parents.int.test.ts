import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { insertLead, nextPhone, unknownId } from '@siaran/testkit'
import { openScene, type Scene, until } from './scene.js'

let scene: Scene
let campaignId: string
let deviceId: string
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  campaignId = (await scene.campaign()).id
  deviceId = (await scene.device()).id
})

const left = () => scene.db.prisma.message.count({ where: { campaignId } })
const deleteCampaign = 'delete from campaigns where id = $1'

test('no message without a campaign and a device, nor for a lead that does not exist', async () => {
  const refused = { code: 'P2003' }
  await expect(scene.message({ campaignId: unknownId(), deviceId })).rejects.toMatchObject(refused)
  await expect(scene.message({ campaignId, deviceId: unknownId() })).rejects.toMatchObject(refused)
  await expect(scene.message({ campaignId, deviceId, leadId: unknownId() })).rejects.toMatchObject(refused)
  expect(await left()).toBe(0)
})

test('several messages for one lead are made, beside others for nobody', async () => {
  const { id: leadId } = await insertLead(scene.db, { workspaceId: scene.workspaceId })
  const message = { workspaceId: scene.workspaceId, campaignId, deviceId }
  const data = [leadId, leadId, null].map((to) => ({ ...message, leadId: to, recipientPhone: nextPhone() }))
  await scene.db.prisma.message.createMany({ data })
  expect(await left()).toBe(3)
})

test.each(['campaign_id', 'device_id', 'lead_id'])('a message never changes its %s', async (column) => {
  const { id } = await scene.message({ campaignId, deviceId })
  const move = scene.db.pool.query(`update messages set ${column} = $2 where id = $1`, [id, unknownId()])
  await expect(move).rejects.toThrow('a message keeps its campaign')
})

test('messages go with their campaign, and a device that has any stays', async () => {
  const other = await scene.campaign()
  await scene.messages(3, { campaignId, deviceId })
  await scene.message({ campaignId: other.id, deviceId })
  await expect(scene.db.prisma.device.delete({ where: { id: deviceId } })).rejects.toMatchObject({ code: 'P2003' })
  await scene.db.pool.query(deleteCampaign, [campaignId])
  expect(await left()).toBe(0)
  expect(await scene.statuses(other.id)).toEqual({ pending: 1 })
})

/** Does the first in a transaction, the second beside it; the first commits when the second waits for it. */
async function oneAfterTheOther([sql, values]: Statement, second: Statement) {
  const client = await scene.db.pool.connect()
  try {
    await client.query('begin')
    await client.query(sql, values)
    const outcome = scene.db.pool.query(...second).then(
      () => 'done',
      (err: { code?: string }) => err.code,
    )
    await until(async () => (await scene.waiting()) > 0, 'the second waits for the first')
    await client.query('commit')
    return await outcome
  } finally {
    client.release(true)
  }
}

type Statement = [sql: string, values: unknown[]]
const insertFor = (leadId: string | null): Statement => [
  'insert into messages (workspace_id, campaign_id, device_id, lead_id, recipient_phone) values ($1, $2, $3, $4, $5)',
  [scene.workspaceId, campaignId, deviceId, leadId, '+60111111111'],
]

describe.each([
  ['the first of their campaign and device', 0],
  ['further ones of it', 2],
])('messages that are %s', (_, before) => {
  beforeEach(async () => {
    if (before > 0) await scene.messages(before, { campaignId, deviceId })
  })

  test('go with a campaign that is deleted while they are made', async () => {
    expect(await oneAfterTheOther(insertFor(null), [deleteCampaign, [campaignId]])).toBe('done')
    expect(await left()).toBe(0)
  })

  test('are not made when their campaign is being deleted', async () => {
    expect(await oneAfterTheOther([deleteCampaign, [campaignId]], insertFor(null))).toBe('23503')
    expect(await left()).toBe(0)
  })
})

test('a message loses its lead that is deleted while it is made', async () => {
  const { id } = await insertLead(scene.db, { workspaceId: scene.workspaceId })
  expect(await oneAfterTheOther(insertFor(id), ['delete from leads where id = $1', [id]])).toBe('done')
  expect(await scene.db.prisma.message.findMany({ where: { campaignId } })).toMatchObject([{ leadId: null }])
})

test('a message is not made for a lead that is being deleted', async () => {
  const { id } = await insertLead(scene.db, { workspaceId: scene.workspaceId })
  expect(await oneAfterTheOther(['delete from leads where id = $1', [id]], insertFor(id))).toBe('23503')
  expect(await left()).toBe(0)
})
