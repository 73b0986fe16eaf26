import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { addSuppression, completeEnrolments, enrolChosen, exitEnrolments, vacateDevice } from '@siaran/db'
import { planJourney } from '@siaran/domain'
import { unknownId } from '@siaran/testkit'
import { type JourneyScene, minutes, openJourneyScene, why } from './journey-scene.js'
import { falseCounters } from './scene.js'

let scene: JourneyScene
beforeAll(async () => {
  scene = await openJourneyScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())
afterEach(async () => {
  expect(await falseCounters(scene.db)).toEqual([])
})

const outcomes = async (page: ReturnType<JourneyScene['enrol']>) =>
  (await page)?.results.map(({ outcome }) => outcome) ?? null

describe('enrolment', () => {
  test('plans the whole journey at once, and takes the trigger', async () => {
    const { id: deviceId } = await scene.device()
    const { id: leadId, phone } = await scene.lead({ deviceId })
    const { id, steps } = await scene.sequence({ steps: [5, 1_440, 60] })
    const now = new Date()
    expect(await outcomes(scene.enrol({ now }))).toEqual(['enrolled'])

    const messages = await scene.messagesOf(leadId)
    expect(messages.map(({ stepId, scheduledAt }) => [stepId, scheduledAt.getTime() - now.getTime()])).toEqual([
      [steps[0]!.id, 5 * 60_000],
      [steps[1]!.id, 1_445 * 60_000],
      [steps[2]!.id, 1_505 * 60_000],
    ])
    for (const message of messages)
      expect(message).toMatchObject({ campaignId: id, deviceId, recipientPhone: phone, status: 'pending', entry: 1 })
    const [enrolment] = await scene.enrolmentsOf(leadId)
    expect(enrolment).toMatchObject({ sequenceId: id, status: 'active', entry: 1, dueUntil: messages[2]!.scheduledAt })
    expect((await scene.db.prisma.lead.findUnique({ where: { id: leadId } }))!.trigger).toBeNull()
    expect(await falseCounters(scene.db)).toEqual([])
    expect(await scene.enrol()).toBeNull()
  })

  test('takes the leads that the sequence is for, into every sequence that is for them', async () => {
    await scene.device()
    await scene.sequence({ niche: 'skincare' })
    await scene.sequence({ targetStatus: 'prospect' })
    await scene.sequence({ campaign: { status: 'paused', pausedAt: new Date() } })
    const both = await scene.lead({ niche: 'skincare', targetStatus: 'prospect' })
    const one = await scene.lead({ niche: 'skincare', targetStatus: 'customer' })
    const none = await scene.lead({ niche: 'cars', targetStatus: 'customer' })
    const other = await scene.lead({ trigger: 'other', niche: 'skincare' })
    expect(await outcomes(scene.enrol())).toEqual(['enrolled', 'enrolled', 'enrolled'])
    expect((await scene.enrolmentsOf(both.id)).length).toBe(2)
    expect((await scene.enrolmentsOf(one.id)).length).toBe(1)
    const waiting = await scene.db.prisma.lead.findMany({ where: { trigger: { not: null } }, orderBy: { id: 'asc' } })
    expect(waiting.map(({ id }) => id)).toEqual([none.id, other.id])
  })

  test('a lead without a device gets one and keeps it; without any device it goes on waiting', async () => {
    await scene.sequence()
    const { id } = await scene.lead()
    expect(await outcomes(scene.enrol())).toEqual(['no_device'])
    expect(await scene.db.prisma.lead.findUnique({ where: { id } })).toMatchObject({
      trigger: 'newlead',
      deviceId: null,
    })
    const device = await scene.device()
    expect(await outcomes(scene.enrol())).toEqual(['enrolled'])
    expect(await scene.db.prisma.lead.findUnique({ where: { id } })).toMatchObject({
      trigger: null,
      deviceId: device.id,
    })
    expect((await scene.messagesOf(id)).map(({ deviceId }) => deviceId)).toEqual([device.id, device.id])
  })

  test('a trigger that is set again begins no second journey while one is on its way', async () => {
    await scene.device()
    await scene.sequence()
    const { id } = await scene.lead()
    await scene.enrol()
    await scene.db.prisma.lead.update({ where: { id }, data: { trigger: 'newlead' } })
    expect(await outcomes(scene.enrol())).toEqual(['active'])
    expect((await scene.messagesOf(id)).length).toBe(2)
    expect((await scene.db.prisma.lead.findUnique({ where: { id } }))!.trigger).toBeNull()
  })

  test.each([
    [null, 30, 'entered'],
    [7, 6, 'entered'],
    [7, 8, 'enrolled'],
  ])(
    'after a journey, with re-entry after %s days, a lead that comes %i days later is %s',
    async (reentryAfterDays, days, outcome) => {
      await scene.device()
      await scene.sequence({ reentryAfterDays, steps: [0] })
      const { id } = await scene.lead()
      await scene.enrol()
      await exitEnrolments(scene.db, { workspaceId: scene.workspaceId, leadId: id }, why, new Date())
      await scene.db.prisma.lead.update({ where: { id }, data: { trigger: 'newlead' } })
      expect(await outcomes(scene.enrol({ now: minutes(days * 1_440) }))).toEqual([outcome])
      expect((await scene.messagesOf(id)).map(({ entry }) => entry)).toEqual(outcome === 'enrolled' ? [1, 2] : [1])
    },
  )

  test('a suppressed phone is not enrolled', async () => {
    await scene.device()
    await scene.sequence()
    const { id, phone } = await scene.lead()
    await addSuppression(scene.db, { workspaceId: scene.workspaceId, phone, reason: 'asked' })
    expect(await outcomes(scene.enrol())).toEqual(['suppressed'])
    expect(await scene.messagesOf(id)).toEqual([])
  })

  test('of two workers at once none enrols a lead twice, and none is left out', async () => {
    await scene.device()
    await scene.sequence()
    await scene.db.pool.query(
      `insert into leads (workspace_id, phone, trigger) select $1, '+6019' || (1000000 + n), 'newlead' from generate_series(1, 400) n`,
      [scene.workspaceId],
    )
    const worker = async () => {
      for (let page = await scene.enrol({ most: 20 }); page !== null; )
        page = await scene.enrol({ most: 20, after: page.last })
    }
    await Promise.all([worker(), worker(), worker()])
    const { rows } = await scene.db.pool.query(
      `select count(*)::int as enrolments, count(distinct lead_id)::int as leads,
         (select count(*)::int from messages) as messages, (select count(*)::int from leads where trigger is not null) as waiting
       from enrolments`,
    )
    expect(rows[0]).toEqual({ enrolments: 400, leads: 400, messages: 800, waiting: 0 })
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test('chosen leads are enrolled whatever their niche is; those of others are not there', async () => {
    await scene.device()
    const { id } = await scene.sequence({ niche: 'skincare' })
    const chosen = await scene.lead({ niche: 'cars', trigger: 'other' })
    const key = { id, workspaceId: scene.workspaceId }
    const results = await enrolChosen(scene.db, key, [chosen.id, unknownId()], { plan: planJourney, now: new Date() })
    expect(results).toEqual([{ leadId: chosen.id, sequenceId: id, outcome: 'enrolled' }])
    expect((await scene.db.prisma.lead.findUnique({ where: { id: chosen.id } }))!.trigger).toBe('other')
    expect(
      await enrolChosen(scene.db, { id, workspaceId: unknownId() }, [chosen.id], {
        plan: planJourney,
        now: new Date(),
      }),
    ).toBeNull()
  })
})

describe('the end of a journey', () => {
  test('it is completed when all is said, and its lead gets the next trigger', async () => {
    const { id: deviceId } = await scene.device()
    await scene.sequence({ steps: [0, 60], nextTrigger: 'warm' })
    const { id } = await scene.lead({ deviceId })
    await scene.enrol({ now: minutes(-120) })
    const end = () => completeEnrolments(scene.db, { now: new Date(), most: 10 })
    expect(await end()).toEqual([])
    await scene.db.pool.query("update messages set status = 'failed', error_code = 'refused'")
    expect(await end()).toHaveLength(1)
    expect(await scene.enrolmentsOf(id)).toMatchObject([{ status: 'completed', exitReason: null }])
    expect((await scene.db.prisma.lead.findUnique({ where: { id } }))!.trigger).toBe('warm')
    expect(await end()).toEqual([])
  })

  test('who leaves gets nothing more; what was handed over stays as it is', async () => {
    await scene.device()
    const stays = await scene.sequence({ exitOnReply: false })
    await scene.sequence({ steps: [0, 5, 60] })
    const { id, phone } = await scene.lead()
    await scene.enrol({ now: minutes(-1) })
    const [first] = await scene.messagesOf(id)
    await scene.db.pool.query(
      "update messages set status = 'sent', sent_at = now(), sending_at = now() where id = $1",
      [first!.id],
    )
    const who = { workspaceId: scene.workspaceId, phone, onReply: true }
    const { exited, stopped } = await exitEnrolments(scene.db, who, why, new Date())
    expect([exited.length, stopped.length]).toEqual([1, 2])
    expect(
      (await scene.enrolmentsOf(id)).map(({ sequenceId, status }) => [sequenceId === stays.id, status]).sort(),
    ).toEqual([
      [false, 'exited'],
      [true, 'active'],
    ])
    const statuses = (await scene.messagesOf(id)).map(({ status, errorCode }) => `${status} ${errorCode}`).sort()
    expect(statuses).toEqual(['pending null', 'pending null', 'sent null', 'skipped replied', 'skipped replied'])
    expect((await exitEnrolments(scene.db, who, why, new Date())).exited).toEqual([])
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test('a device that is removed takes its journeys with it, and nobody is sent on', async () => {
    const { id: deviceId } = await scene.device()
    await scene.device()
    await scene.sequence({ nextTrigger: 'warm' })
    const { id } = await scene.lead({ deviceId })
    await scene.enrol()
    await vacateDevice(scene.db, { id: deviceId, workspaceId: scene.workspaceId })
    expect(await scene.enrolmentsOf(id)).toMatchObject([{ status: 'exited', exitReason: 'device_removed' }])
    expect((await scene.messagesOf(id)).map(({ status, errorCode }) => `${status} ${errorCode}`)).toEqual(
      Array(2).fill('skipped device_removed'),
    )
    expect((await scene.db.prisma.lead.findUnique({ where: { id } }))!.trigger).toBeNull()
  })

  test('who leaves one workspace stays in another with the same phone', async () => {
    await scene.device()
    await scene.sequence()
    const { phone } = await scene.lead()
    await scene.enrol()
    const { exited } = await exitEnrolments(scene.db, { workspaceId: unknownId(), phone }, why, new Date())
    expect(exited).toEqual([])
  })
})
