import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  addSuppression,
  claimDueMessages,
  claimMessages,
  completeEnrolments,
  editSteps,
  enrolChosen,
  enrolWaiting,
  exitEnrolments,
  expirePlanned,
  pauseCampaign,
  queueMessages,
  vacateDevice,
} from '@siaran/db'
import { planJourney } from '@siaran/domain'
import { insertLead, insertSequence, unknownId } from '@siaran/testkit'
import { claimOf, falseCounters, openScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
/** Every counter of every (step, device) equals a count over the messages, whatever a test has done. */
afterEach(async () => {
  const { rows } = await scene.db.pool.query(`
    with truth as (
      select step_id, device_id, count(*)::int as planned, count(sent_at)::int as sent,
        count(delivered_at)::int as delivered, count(read_at)::int as read, count(replied_at)::int as replied,
        (count(*) filter (where status = 'failed'))::int as failed,
        (count(*) filter (where status = 'skipped'))::int as skipped
      from messages where step_id is not null group by step_id, device_id
    )
    select to_jsonb(t) as truth, to_jsonb(k) as counted
    from truth t full join step_devices k using (step_id, device_id)
    where to_jsonb(t) is distinct from to_jsonb(k)`)
  expect(rows).toEqual([])
})
beforeEach(async () => {
  await scene.db.pool.query('delete from campaigns; delete from leads; delete from suppressions; delete from devices')
})

const plan = planJourney
const minutes = (n: number) => new Date(Date.now() + n * 60_000)
const lead = (fields = {}) => insertLead(scene.db, { workspaceId: scene.workspaceId, trigger: 'newlead', ...fields })
const sequence = (fields: Partial<Parameters<typeof insertSequence>[1]> = {}) =>
  insertSequence(scene.db, { workspaceId: scene.workspaceId, ...fields })
const enrol = (options: { now?: Date; most?: number; after?: string } = {}) =>
  enrolWaiting(
    scene.db,
    { workspaceId: scene.workspaceId, trigger: 'newlead' },
    { plan, now: new Date(), most: 1_000, ...options },
  )
const messagesOf = (leadId: string) =>
  scene.db.prisma.message.findMany({ where: { leadId }, orderBy: { scheduledAt: 'asc' } })
const enrolmentsOf = (leadId: string) =>
  scene.db.prisma.enrolment.findMany({ where: { leadId }, orderBy: { entry: 'asc' } })
const outcomes = async (page: ReturnType<typeof enrol>) => (await page)?.results.map(({ outcome }) => outcome) ?? null
const why = { code: 'replied', message: 'The lead answered' } as const

describe('enrolment', () => {
  test('plans the whole journey at once, and takes the trigger', async () => {
    const { id: deviceId } = await scene.device()
    const { id: leadId, phone } = await lead({ deviceId })
    const { id, steps } = await sequence({ steps: [5, 1_440, 60] })
    const now = new Date()
    expect(await outcomes(enrol({ now }))).toEqual(['enrolled'])

    const messages = await messagesOf(leadId)
    expect(messages.map(({ stepId, scheduledAt }) => [stepId, scheduledAt.getTime() - now.getTime()])).toEqual([
      [steps[0]!.id, 5 * 60_000],
      [steps[1]!.id, 1_445 * 60_000],
      [steps[2]!.id, 1_505 * 60_000],
    ])
    for (const message of messages)
      expect(message).toMatchObject({ campaignId: id, deviceId, recipientPhone: phone, status: 'pending', entry: 1 })
    const [enrolment] = await enrolmentsOf(leadId)
    expect(enrolment).toMatchObject({ sequenceId: id, status: 'active', entry: 1, dueUntil: messages[2]!.scheduledAt })
    expect((await scene.db.prisma.lead.findUnique({ where: { id: leadId } }))!.trigger).toBeNull()
    expect(await falseCounters(scene.db)).toEqual([])
    expect(await enrol()).toBeNull()
  })

  test('takes the leads that the sequence is for, into every sequence that is for them', async () => {
    await scene.device()
    await sequence({ niche: 'skincare' })
    await sequence({ targetStatus: 'prospect' })
    await sequence({ campaign: { status: 'paused', pausedAt: new Date() } })
    const both = await lead({ niche: 'skincare', targetStatus: 'prospect' })
    const one = await lead({ niche: 'skincare', targetStatus: 'customer' })
    const none = await lead({ niche: 'cars', targetStatus: 'customer' })
    const other = await lead({ trigger: 'other', niche: 'skincare' })
    expect(await outcomes(enrol())).toEqual(['enrolled', 'enrolled', 'enrolled'])
    expect((await enrolmentsOf(both.id)).length).toBe(2)
    expect((await enrolmentsOf(one.id)).length).toBe(1)
    const waiting = await scene.db.prisma.lead.findMany({ where: { trigger: { not: null } }, orderBy: { id: 'asc' } })
    expect(waiting.map(({ id }) => id)).toEqual([none.id, other.id])
  })

  test('a lead without a device gets one and keeps it; without any device it goes on waiting', async () => {
    await sequence()
    const { id } = await lead()
    expect(await outcomes(enrol())).toEqual(['no_device'])
    expect(await scene.db.prisma.lead.findUnique({ where: { id } })).toMatchObject({
      trigger: 'newlead',
      deviceId: null,
    })
    const device = await scene.device()
    expect(await outcomes(enrol())).toEqual(['enrolled'])
    expect(await scene.db.prisma.lead.findUnique({ where: { id } })).toMatchObject({
      trigger: null,
      deviceId: device.id,
    })
    expect((await messagesOf(id)).map(({ deviceId }) => deviceId)).toEqual([device.id, device.id])
  })

  test('a trigger that is set again begins no second journey while one is on its way', async () => {
    await scene.device()
    await sequence()
    const { id } = await lead()
    await enrol()
    await scene.db.prisma.lead.update({ where: { id }, data: { trigger: 'newlead' } })
    expect(await outcomes(enrol())).toEqual(['active'])
    expect((await messagesOf(id)).length).toBe(2)
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
      await sequence({ reentryAfterDays, steps: [0] })
      const { id } = await lead()
      await enrol()
      await exitEnrolments(scene.db, { workspaceId: scene.workspaceId, leadId: id }, why, new Date())
      await scene.db.prisma.lead.update({ where: { id }, data: { trigger: 'newlead' } })
      expect(await outcomes(enrol({ now: minutes(days * 1_440) }))).toEqual([outcome])
      expect((await messagesOf(id)).map(({ entry }) => entry)).toEqual(outcome === 'enrolled' ? [1, 2] : [1])
    },
  )

  test('a suppressed phone is not enrolled', async () => {
    await scene.device()
    await sequence()
    const { id, phone } = await lead()
    await addSuppression(scene.db, { workspaceId: scene.workspaceId, phone, reason: 'asked' })
    expect(await outcomes(enrol())).toEqual(['suppressed'])
    expect(await messagesOf(id)).toEqual([])
  })

  test('of two workers at once none enrols a lead twice, and none is left out', async () => {
    await scene.device()
    await sequence()
    await scene.db.pool.query(
      `insert into leads (workspace_id, phone, trigger) select $1, '+6019' || (1000000 + n), 'newlead' from generate_series(1, 400) n`,
      [scene.workspaceId],
    )
    const worker = async () => {
      for (let page = await enrol({ most: 20 }); page !== null; ) page = await enrol({ most: 20, after: page.last })
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
    const { id } = await sequence({ niche: 'skincare' })
    const chosen = await lead({ niche: 'cars', trigger: 'other' })
    const key = { id, workspaceId: scene.workspaceId }
    const results = await enrolChosen(scene.db, key, [chosen.id, unknownId()], { plan, now: new Date() })
    expect(results).toEqual([{ leadId: chosen.id, sequenceId: id, outcome: 'enrolled' }])
    expect((await scene.db.prisma.lead.findUnique({ where: { id: chosen.id } }))!.trigger).toBe('other')
    expect(
      await enrolChosen(scene.db, { id, workspaceId: unknownId() }, [chosen.id], { plan, now: new Date() }),
    ).toBeNull()
  })
})

describe('on the road', () => {
  const dispatch = async () => {
    const { messages } = await claimDueMessages(scene.db, { worker: 'w', window: 100, devices: 10, secondsAhead: 30 })
    return queueMessages(
      scene.db,
      'w',
      messages.map(({ id }) => ({ id, content: 'Hi', slot: new Date(), gapMs: 0 })),
    )
  }
  const claimed = async (id: string) => {
    const message = await scene.db.prisma.message.findUniqueOrThrow({ where: { id } })
    return claimMessages(scene.db, 'sender', [claimOf(message)])
  }

  test('only what is due leaves, and with the type and media of its step', async () => {
    await scene.device()
    await sequence({
      steps: [{ messageType: 'image', mediaUrl: 'https://kedai.example/a.jpg' }, { delayMinutes: 10 }],
    })
    const { id } = await lead()
    await enrol()
    const queued = await dispatch()
    const [first, second] = await messagesOf(id)
    expect(queued.map((message) => message.id)).toEqual([first!.id])
    expect((await scene.read(second!)).status).toBe('pending')
    expect(await claimed(first!.id)).toMatchObject([{ type: 'image', mediaUrl: 'https://kedai.example/a.jpg' }])
  })

  test('a step does not overtake the one before it, which is tried again', async () => {
    await scene.device()
    await sequence({ steps: [0, 0] })
    const { id } = await lead()
    await enrol({ now: minutes(-10) })
    const [first, second] = await messagesOf(id)
    expect((await dispatch()).map((message) => message.id)).toEqual([first!.id])
    expect(await dispatch()).toEqual([])
    await scene.db.pool.query(
      "update messages set status = 'pending', scheduled_at = now() + interval '1 hour' where id = $1",
      [first!.id],
    )
    expect(await dispatch()).toEqual([])
    await scene.db.pool.query("update messages set status = 'failed', error_code = 'refused' where id = $1", [
      first!.id,
    ])
    expect((await dispatch()).map((message) => message.id)).toEqual([second!.id])
  })

  test('nothing leaves while the sequence is paused', async () => {
    await scene.device()
    const { id } = await sequence({ steps: [0] })
    await lead()
    await enrol()
    expect(await pauseCampaign(scene.db, { id, workspaceId: scene.workspaceId })).not.toBeNull()
    expect(await dispatch()).toEqual([])
  })

  test('a message that its sender puts back after the journey was left is not sent', async () => {
    await scene.device()
    await sequence({ steps: [0] })
    const { id } = await lead()
    await enrol()
    const [queued] = await dispatch()
    await scene.db.pool.query(
      "update messages set status = 'sending', lease_epoch = 1, sending_at = now() where id = $1",
      [queued!.id],
    )
    await exitEnrolments(scene.db, { workspaceId: scene.workspaceId, leadId: id }, why, new Date())
    await scene.db.pool.query("update messages set status = 'queued' where id = $1", [queued!.id])
    expect(await claimed(queued!.id)).toEqual([])
    expect(await messagesOf(id)).toMatchObject([{ status: 'skipped', errorCode: 'exited' }])
  })

  test('what waited for longer than the sequence allows expires, and is not sent meanwhile', async () => {
    await scene.device()
    await sequence({ steps: [0, 120], campaign: { expireAfterHours: 24 } })
    const { id } = await lead()
    await enrol({ now: minutes(-25 * 60) })
    const [late, inTime] = await messagesOf(id)
    expect(await dispatch()).toEqual([])
    expect(await expirePlanned(scene.db, 100)).toMatchObject([{ id: late!.id }])
    expect(await scene.read(late!)).toMatchObject({ status: 'skipped', errorCode: 'expired' })
    expect((await dispatch()).map((message) => message.id)).toEqual([inTime!.id])
  })
})

describe('the end of a journey', () => {
  test('it is completed when all is said, and its lead gets the next trigger', async () => {
    const { id: deviceId } = await scene.device()
    await sequence({ steps: [0, 60], nextTrigger: 'warm' })
    const { id } = await lead({ deviceId })
    await enrol({ now: minutes(-120) })
    const end = () => completeEnrolments(scene.db, { now: new Date(), most: 10 })
    expect(await end()).toEqual([])
    await scene.db.pool.query("update messages set status = 'failed', error_code = 'refused'")
    expect(await end()).toHaveLength(1)
    expect(await enrolmentsOf(id)).toMatchObject([{ status: 'completed', exitReason: null }])
    expect((await scene.db.prisma.lead.findUnique({ where: { id } }))!.trigger).toBe('warm')
    expect(await end()).toEqual([])
  })

  test('who leaves gets nothing more; what was handed over stays as it is', async () => {
    await scene.device()
    const stays = await sequence({ exitOnReply: false })
    await sequence({ steps: [0, 5, 60] })
    const { id, phone } = await lead()
    await enrol({ now: minutes(-1) })
    const [first] = await messagesOf(id)
    await scene.db.pool.query(
      "update messages set status = 'sent', sent_at = now(), sending_at = now() where id = $1",
      [first!.id],
    )
    const who = { workspaceId: scene.workspaceId, phone, onReply: true }
    const { exited, stopped } = await exitEnrolments(scene.db, who, why, new Date())
    expect([exited.length, stopped.length]).toEqual([1, 2])
    expect((await enrolmentsOf(id)).map(({ sequenceId, status }) => [sequenceId === stays.id, status]).sort()).toEqual([
      [false, 'exited'],
      [true, 'active'],
    ])
    const statuses = (await messagesOf(id)).map(({ status, errorCode }) => `${status} ${errorCode}`).sort()
    expect(statuses).toEqual(['pending null', 'pending null', 'sent null', 'skipped replied', 'skipped replied'])
    expect((await exitEnrolments(scene.db, who, why, new Date())).exited).toEqual([])
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test('a device that is removed takes its journeys with it, and nobody is sent on', async () => {
    const { id: deviceId } = await scene.device()
    await scene.device()
    await sequence({ nextTrigger: 'warm' })
    const { id } = await lead({ deviceId })
    await enrol()
    await vacateDevice(scene.db, { id: deviceId, workspaceId: scene.workspaceId })
    expect(await enrolmentsOf(id)).toMatchObject([{ status: 'exited', exitReason: 'device_removed' }])
    expect((await messagesOf(id)).map(({ status, errorCode }) => `${status} ${errorCode}`)).toEqual(
      Array(2).fill('skipped device_removed'),
    )
    expect((await scene.db.prisma.lead.findUnique({ where: { id } }))!.trigger).toBeNull()
  })

  test('who leaves one workspace stays in another with the same phone', async () => {
    await scene.device()
    await sequence()
    const { phone } = await lead()
    await enrol()
    const { exited } = await exitEnrolments(scene.db, { workspaceId: unknownId(), phone }, why, new Date())
    expect(exited).toEqual([])
  })
})

describe('an edit of the steps', () => {
  const text = { messageType: 'text', messageContent: 'Hi', mediaUrl: null, at: null } as const

  test('moves what is pending, adds what is new, skips what is gone, and leaves what has left', async () => {
    await scene.device()
    const { id, steps } = await sequence({ steps: [0, 60, 60] })
    const { id: leadId } = await lead()
    const now = new Date()
    await enrol({ now })
    const [first] = await messagesOf(leadId)
    await scene.db.pool.query(
      "update messages set status = 'sent', sent_at = now(), sending_at = now() where id = $1",
      [first!.id],
    )
    const edited = await editSteps(
      scene.db,
      { id, workspaceId: scene.workspaceId },
      [
        { ...text, delayMinutes: 0 },
        { ...text, id: steps[0]!.id, delayMinutes: 0 },
        { ...text, id: steps[2]!.id, delayMinutes: 30 },
        { ...text, delayMinutes: 10 },
      ],
      { plan },
    )
    expect([edited!.added, edited!.moved, edited!.skipped.length]).toEqual([1, 1, 1])
    const messages = await messagesOf(leadId)
    expect(
      messages.map(({ status, scheduledAt }) => [status, Math.round((scheduledAt.getTime() - now.getTime()) / 60_000)]),
    ).toEqual([
      ['sent', 0],
      ['pending', 30],
      ['pending', 40],
      ['skipped', 60],
    ])
    expect(await enrolmentsOf(leadId)).toMatchObject([{ dueUntil: messages[2]!.scheduledAt }])
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test('of the contents alone moves nothing', async () => {
    await scene.device()
    const { id, steps } = await sequence({ steps: [0, 60] })
    await lead()
    await enrol()
    const same = steps.map((step) => ({ ...text, id: step.id, delayMinutes: step.delayMinutes, messageContent: 'New' }))
    const key = { id, workspaceId: scene.workspaceId }
    expect(await editSteps(scene.db, key, same, { plan })).toEqual({ added: 0, moved: 0, rewritten: 2, skipped: [] })
    expect(await editSteps(scene.db, key, same, { plan })).toMatchObject({ rewritten: 0 })
    const [step] = await scene.db.prisma.sequenceStep.findMany({ where: { sequenceId: id } })
    expect(step!.messageContent).toBe('New')
  })

  test('with a step of another sequence is refused, and writes nothing', async () => {
    const [{ id }, other] = [await sequence(), await sequence()]
    const steps = [{ ...text, id: other.steps[0]!.id, delayMinutes: 0 }]
    const key = { id, workspaceId: scene.workspaceId }
    await expect(editSteps(scene.db, key, steps, { plan })).rejects.toThrow('The sequence has no step')
    expect(await editSteps(scene.db, { id, workspaceId: unknownId() }, [], { plan })).toBeNull()
    expect(await scene.db.prisma.sequenceStep.count({ where: { sequenceId: id, removedAt: null } })).toBe(2)
  })
})
