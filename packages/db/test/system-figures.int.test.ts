import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { insertMessage, insertSequence, insertWorkspace } from '@siaran/testkit'
import { readSystemFigures } from '../src/index.js'
import { openScene, type Scene } from './scene.js'

const HOUR_MS = 3_600_000
const ago = (ms: number) => new Date(Date.now() - ms)

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.db.pool.query('delete from campaigns; delete from messages; delete from devices'))

const read = () => readSystemFigures(scene.db)
/** A device and a running campaign that have been there for a day. */
const longThere = async () => ({
  device: await scene.device({ statusAt: ago(24 * HOUR_MS) }),
  campaign: await scene.campaign({ updatedAt: ago(24 * HOUR_MS) }),
})
const isAnHour = (seconds: number) => Math.abs(seconds - 3_600) < 60

const enrol = async (sequenceId: string, deviceId: string) => {
  const { workspaceId } = scene
  const at = { timezone: 'Asia/Kuala_Lumpur', enrolledAt: new Date(), dueUntil: new Date() }
  const data = { workspaceId, sequenceId, deviceId, phone: '+60123456789', entry: 1, ...at }
  return (await scene.db.prisma.enrolment.create({ data })).id
}

test('nothing there: every figure is 0, and none is missing', async () => {
  const { devices, campaignMessages, sequenceMessages, ...figures } = await read()
  expect(figures).toEqual({
    devicesWithoutSender: 0,
    campaigns: 0,
    sequences: 0,
    unconfirmed: 0,
    oldestDueAgeSeconds: 0,
  })
  expect(Object.values(devices)).toEqual(Array(8).fill(0))
  expect(Object.values(campaignMessages)).toEqual(Array(11).fill(0))
  expect(Object.values(sequenceMessages)).toEqual(Array(11).fill(0))
})

test('devices by state; without a sender are those that want one and are leased to nobody', async () => {
  await scene.device()
  await scene.device({ leaseUntil: ago(1_000) })
  await scene.device({ leaseOwner: null, leaseUntil: null, status: 'restricted' })
  await scene.device({ leaseOwner: null, leaseUntil: null, status: 'disconnected', wanted: false })
  await scene.device({ leaseUntil: ago(1_000), deletedAt: new Date() })
  expect(await read()).toMatchObject({
    devices: { online: 2, restricted: 1, disconnected: 1, failed: 0 },
    devicesWithoutSender: 2,
  })
})

test('messages of the campaigns that run and of the sequences apart; in doubt are all, of whichever campaign', async () => {
  const device = await scene.device()
  const running = await scene.campaign()
  const over = await scene.campaign({ status: 'completed', endedAt: new Date() })
  const sequence = await insertSequence(scene.db, { workspaceId: scene.workspaceId })
  const of = (campaignId: string) => ({ campaignId, deviceId: device.id })
  await scene.messages(3, { ...of(running.id), status: 'sent', sentAt: new Date() })
  await scene.messages(2, { ...of(running.id), status: 'unconfirmed', errorCode: 'no_answer' })
  await scene.messages(5, { ...of(over.id), status: 'failed', errorCode: 'refused' })
  await scene.messages(1, { ...of(over.id), status: 'unconfirmed', errorCode: 'no_answer' })
  const journey = { stepId: sequence.steps[0]!.id, enrolmentId: await enrol(sequence.id, device.id) }
  await scene.message({ ...of(sequence.id), ...journey, status: 'failed', errorCode: 'refused' })
  const elsewhere = (await insertWorkspace(scene.db)).id
  const theirs = await scene.campaign({ workspaceId: elsewhere })
  const their = await scene.device({ workspaceId: elsewhere })
  await insertMessage(scene.db, {
    workspaceId: elsewhere,
    campaignId: theirs.id,
    deviceId: their.id,
    status: 'unconfirmed',
    errorCode: 'no_answer',
  })
  expect(await read()).toMatchObject({
    campaigns: 2,
    sequences: 1,
    campaignMessages: { sent: 3, unconfirmed: 3, failed: 0 },
    sequenceMessages: { failed: 1, sent: 0 },
    unconfirmed: 4,
  })
})

describe('the oldest due', () => {
  const due = async (fields: { status?: string; scheduledAt?: Date } = {}) => {
    const there = await longThere()
    const of = { campaignId: there.campaign.id, deviceId: there.device.id }
    await scene.message({ ...of, scheduledAt: ago(HOUR_MS), ...fields })
    return { ...there, of }
  }
  const age = async () => (await read()).oldestDueAgeSeconds

  test('a device with nothing else to do waits for it since it is due', async () => {
    await due()
    expect(isAnHour(await age())).toBe(true)
  })

  test('not due yet, or not to be sent: nobody waits', async () => {
    const { campaign } = await due({ scheduledAt: new Date(Date.now() + HOUR_MS) })
    expect(await age()).toBe(0)
    await scene.db.pool.query(`update messages set scheduled_at = now() - interval '1 hour'`)
    expect(isAnHour(await age())).toBe(true)
    await scene.db.prisma.campaign.update({
      where: { id: campaign.id },
      data: { status: 'paused', pausedAt: new Date() },
    })
    expect(await age()).toBe(0)
  })

  test('a device that has another slot, is away, or has nobody does not wait', async () => {
    const { of, device } = await due()
    const other = await scene.campaign()
    const busy = await scene.messages(1, { ...of, campaignId: other.id, status: 'queued' })
    expect(await age()).toBe(0)
    await scene.db.pool.query(`update messages set status = 'cancelled' where id = $1`, [busy[0]!.id])
    expect(isAnHour(await age())).toBe(true)
    const change = (data: object) => scene.db.prisma.device.update({ where: { id: device.id }, data })
    await change({ status: 'disconnected' })
    expect(await age()).toBe(0)
    await change({ status: 'online', leaseUntil: ago(1_000) })
    expect(await age()).toBe(0)
  })

  test('it begins anew when the device comes back, the campaign is resumed, or another one has left', async () => {
    const { device, campaign } = await due()
    const whole = async () => Math.round(await age())
    await scene.db.prisma.device.update({ where: { id: device.id }, data: { statusAt: ago(60_000) } })
    expect(await whole()).toBe(60)
    await scene.db.prisma.campaign.update({ where: { id: campaign.id }, data: { updatedAt: ago(50_000) } })
    expect(await whole()).toBe(50)
    await scene.db.pool.query(`update campaign_devices set last_sending_at = now() - interval '40 s'`)
    expect(await whole()).toBe(40)
  })

  test("a journey's message waits since its own instant, and no longer once it has expired", async () => {
    const device = await scene.device({ statusAt: ago(24 * HOUR_MS) })
    const sequence = await insertSequence(scene.db, {
      workspaceId: scene.workspaceId,
      campaign: { updatedAt: ago(24 * HOUR_MS) },
    })
    const of = {
      campaignId: sequence.id,
      deviceId: device.id,
      stepId: sequence.steps[0]!.id,
      enrolmentId: await enrol(sequence.id, device.id),
    }
    await scene.message({ ...of, scheduledAt: new Date(Date.now() + HOUR_MS) })
    expect(await age()).toBe(0)
    await scene.message({ ...of, scheduledAt: ago(HOUR_MS) })
    expect(isAnHour(await age())).toBe(true)
    const { id } = sequence
    await scene.db.pool.query('update campaigns set expire_after_hours = 1 where id = $1', [id])
    await scene.db.pool.query(
      `update messages set scheduled_at = now() - interval '2 hours' where scheduled_at < now()`,
    )
    expect(await age()).toBe(0)
  })
})
