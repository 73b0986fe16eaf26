import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { claimDueCampaigns, completeCampaigns, type Database, failCampaign } from '@siaran/db'
import { readInstant } from '@siaran/domain'
import { openScene, type Scene, until } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  await scene.db.pool.query('delete from campaigns')
})

const scheduled = (scheduledAt: Date, fields: object = {}) =>
  scene.campaign({ status: 'scheduled', startedAt: null, scheduledAt, ...fields })
const ago = (ms: number) => new Date(Date.now() - ms)
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
const YEAR_MS = 365 * 86_400_000

test('schedulers that meet: each due campaign is handed to one of them', async () => {
  const due = await Promise.all(Array.from({ length: 30 }, (_, n) => scheduled(ago(n * 1_000))))
  const taken = await Promise.all(Array.from({ length: 4 }, () => claimDueCampaigns(scene.db, 10)))
  const all = [...taken.flat(), ...(await claimDueCampaigns(scene.db))]
  expect(ids(all)).toEqual(ids(due))
})

test('a scheduler passes by what another one is just claiming, and does not claim it after it either', async () => {
  const { db } = scene
  const [first, second] = [await scheduled(ago(2_000)), await scheduled(ago(1_000))]
  let other: { id: string }[] | undefined
  let asking: Promise<void> | undefined
  await db.transaction(async (tx) => {
    expect(ids(await claimDueCampaigns(tx as Database, 1))).toEqual([first.id])
    asking = claimDueCampaigns(db).then((rows) => {
      other = rows
    })
    await until(async () => other !== undefined || (await scene.waiting()) > 0, 'the other one has looked')
  })
  await asking
  expect(ids(other!)).toEqual([second.id])
})

test('a campaign that is overdue by a year is started, and the longest overdue first', async () => {
  const late = await scheduled(ago(YEAR_MS))
  await scheduled(ago(1_000))
  expect(ids(await claimDueCampaigns(scene.db, 1))).toEqual([late.id])
})

test('what is not due yet, or not scheduled, stays as it is', async () => {
  await scheduled(new Date(Date.now() + 60_000))
  for (const status of ['draft', 'paused', 'completed', 'cancelled'])
    await scheduled(ago(1_000), { status, ...(status === 'paused' ? { pausedAt: new Date() } : {}) })
  expect(await claimDueCampaigns(scene.db)).toEqual([])
})

test('a time on the workspace’s wall clock is due at its instant, whatever the server’s zone is', async () => {
  const { db } = scene
  const wallClock = (zone: string, shiftMs: number) =>
    new Date(Date.now() + shiftMs).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
  const passed = await scheduled(readInstant(wallClock('Asia/Jakarta', -60_000), 'Asia/Jakarta')!)
  await scheduled(readInstant(wallClock('Asia/Jakarta', 60_000), 'Asia/Jakarta')!)
  for (const zone of ['America/New_York', 'Pacific/Kiritimati']) {
    const found = await db.transaction(async (tx) => {
      await tx.query({ text: `set local time zone '${zone}'` })
      return (await tx.query<{ id: string }>({ text: 'select id from campaigns where scheduled_at <= now()' })).rows
    })
    expect(ids(found)).toEqual([passed.id])
  }
  expect(ids(await claimDueCampaigns(db))).toEqual([passed.id])
})

test('a start is remembered from the first time: a campaign that is scheduled again keeps it', async () => {
  const startedAt = ago(YEAR_MS)
  const { id } = await scheduled(ago(1_000), { startedAt })
  await claimDueCampaigns(scene.db)
  expect((await scene.db.prisma.campaign.findUniqueOrThrow({ where: { id } })).startedAt).toEqual(startedAt)
})

test('a campaign is completed when it is expanded and nothing of it is on its way; one of many askers is told', async () => {
  const { db } = scene
  const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
  const [message] = await scene.messages(1, { campaignId, deviceId, status: 'queued' })
  expect(await completeCampaigns(db, [campaignId])).toEqual([])
  await db.prisma.campaign.update({ where: { id: campaignId }, data: { expandedAt: new Date() } })
  expect(await completeCampaigns(db, [campaignId])).toEqual([])
  await db.prisma.message.update({ where: { id: message!.id }, data: { status: 'failed', errorCode: 'x' } })
  const told = await Promise.all(Array.from({ length: 6 }, () => completeCampaigns(db, null)))
  expect(ids(told.flat())).toEqual([campaignId])
})

test('a campaign that is not expanded yet is not completed, although nothing of it is on its way', async () => {
  const { id } = await scene.campaign()
  expect(await completeCampaigns(scene.db, [id])).toEqual([])
})

test('a campaign that fails says why, and fails once', async () => {
  const { id } = await scene.campaign()
  expect(await failCampaign(scene.db, id, 'WhatsApp account is not connected')).toBe(true)
  expect(await failCampaign(scene.db, id, 'Another reason')).toBe(false)
  const row = await scene.db.prisma.campaign.findUniqueOrThrow({ where: { id } })
  expect(row).toMatchObject({ status: 'failed', failureReason: 'WhatsApp account is not connected' })
  const silent = scene.db.pool.query(`update campaigns set failure_reason = null where id = '${id}'`)
  await expect(silent).rejects.toThrow('campaigns_failure_has_a_reason')
})
