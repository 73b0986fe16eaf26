import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { DeviceJob } from '@siaran/contracts'
import { claimMessages, exitEnrolments, pauseCampaign, settleMessages } from '@siaran/db'
import {
  insertDevice,
  insertLead,
  insertSequence,
  insertWorkspace,
  testLog as log,
  openTestStores,
  type TestStores,
  until,
} from '@siaran/testkit'
import { dispatchMessages } from '../src/dispatch-messages.js'
import { endEnrolments } from '../src/end-enrolments.js'
import { enrolLeads } from '../src/enrol-leads.js'

const never = new AbortController().signal
const HOUR = 60 * 60_000

let stores: TestStores
let workspaceId: string
let deviceId: string
/** How far the clock of the tests is ahead of the real one: time passes by moving everything in the database back. */
let ahead: number
const added: string[] = []

beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(async () => {
  await stores.db.pool.query('delete from campaigns; delete from leads; delete from devices')
  workspaceId = (await insertWorkspace(stores.db, { timezone: 'Asia/Kuala_Lumpur' })).id
  deviceId = (await insertDevice(stores.db, { workspaceId })).id
  ahead = 0
  added.length = 0
})

const moved = () => {}
const produce = { add: async (name: string) => void added.push(name) }
const enrol = () => enrolLeads({ db: stores.db, produce, moved, log, now: Date.now }, never)
const end = () => endEnrolments({ db: stores.db, produce, moved, log, now: Date.now })

async function pass(ms: number): Promise<void> {
  ahead += ms
  const by = `interval '${ms} milliseconds'`
  await stores.db.pool.query(`
    update messages set scheduled_at = scheduled_at - ${by}, sending_at = sending_at - ${by} where step_id is not null;
    update enrolments set enrolled_at = enrolled_at - ${by}, due_until = due_until - ${by}, ended_at = ended_at - ${by}`)
}

/** Whatever is due gets its slot. */
async function dispatch(): Promise<DeviceJob[]> {
  const jobs: DeviceJob[] = []
  const deps = { db: stores.db, log, worker: 'w', window: 100, moved, now: Date.now, roll: () => 0 }
  const addDeviceJobs = async (_: string, made: readonly DeviceJob[]) => void jobs.push(...made)
  await dispatchMessages({ ...deps, produce: { addDeviceJobs, noticeWork() {} } }, {}, never)
  return jobs
}

/** A sender that hands over everything at once; answers what the phone was told, with minutes of the tests' clock. */
async function send(outcome: { status: 'sent' } | { status: 'failed'; errorCode: string } = { status: 'sent' }) {
  const told: string[] = []
  for (const { messageId, dispatch: dispatchNumber, campaignId } of await dispatch()) {
    const claim = { messageId, dispatchNumber, deviceId, campaignId, epoch: 1 }
    const [message] = await claimMessages(stores.db, 'sender', [claim])
    if (message === undefined) continue
    await settleMessages(stores.db, [
      { id: messageId, epoch: 1, dispatchNumber, attempts: 1, transportMessageId: messageId, ...outcome },
    ])
    told.push(message.text)
  }
  return told
}

/** An hour after the other, what the phone is told. */
async function live(hours: number): Promise<string[]> {
  const diary: string[] = []
  for (let hour = 0; hour < hours; hour++) {
    await pass(HOUR)
    diary.push(...(await send()).map((text) => `${Math.round(ahead / HOUR)} h: ${text}`))
    await end()
  }
  return diary
}

const lead = (fields: object = {}) => insertLead(stores.db, { workspaceId, deviceId, trigger: 'newlead', ...fields })
const enrolment = () => stores.db.prisma.enrolment.findFirstOrThrow({ orderBy: { id: 'desc' } })

test('five steps over five days, with what the step and the lead say on the day, and then the next sequence', async () => {
  const { id } = await insertSequence(stores.db, {
    workspaceId,
    steps: [5, 1_440, 1_440, 1_440, 1_440],
    nextTrigger: 'warm',
  })
  await insertSequence(stores.db, { workspaceId, trigger: 'warm', steps: [60] })
  const { id: leadId } = await lead()
  await enrol()
  expect(await live(48)).toEqual(['1 h: Step 1 for Aisyah', '25 h: Step 2 for Aisyah'])
  await stores.db.prisma.sequenceStep.updateMany({
    where: { sequenceId: id },
    data: { messageContent: 'Dear {{firstName}}' },
  })
  await stores.db.prisma.lead.update({ where: { id: leadId }, data: { firstName: 'Siti' } })
  expect(await live(52)).toEqual(['49 h: Dear Siti', '73 h: Dear Siti', '97 h: Dear Siti'])
  expect(await enrolment()).toMatchObject({ sequenceId: id, status: 'completed' })

  expect(added).toContain('leads.enrol')
  await enrol()
  expect(await live(3)).toEqual(['101 h: Step 1 for Siti'])
})

test('a step that fails for its own sake does not end the journey', async () => {
  await insertSequence(stores.db, { workspaceId, steps: [0, 60] })
  await lead()
  await enrol()
  expect(await send({ status: 'failed', errorCode: 'invalid_content' })).toHaveLength(1)
  expect(await live(2)).toEqual(['1 h: Step 2 for Aisyah'])
  expect((await enrolment()).status).toBe('completed')
})

test('who answers on the second day hears nothing on the third', async () => {
  await insertSequence(stores.db, { workspaceId, steps: [60, 1_440, 1_440] })
  const { phone } = await lead()
  await enrol()
  await live(30)
  await exitEnrolments(
    stores.db,
    { workspaceId, phone, onReply: true },
    { code: 'replied', message: 'It answered' },
    new Date(),
  )
  expect(await live(48)).toEqual([])
  expect(await enrolment()).toMatchObject({ status: 'exited', exitReason: 'replied' })
})

test('paused over a weekend nothing leaves, and afterwards what is overdue leaves at the pace, not in a burst', async () => {
  const { id } = await insertSequence(stores.db, {
    workspaceId,
    steps: [600, 1_440],
    campaign: { messagesPerMinute: 20 },
  })
  for (let n = 0; n < 8; n++) await lead()
  await enrol()
  await pauseCampaign(stores.db, { id, workspaceId })
  expect(await live(60)).toEqual([])
  await stores.db.prisma.campaign.update({ where: { id }, data: { status: 'running', pausedAt: null } })

  const jobs = await dispatch()
  expect(jobs.length).toBeGreaterThan(1)
  const slots = jobs.map(({ slot }) => slot).sort((a, b) => a - b)
  for (const [n, slot] of slots.entries()) if (n > 0) expect(slot - slots[n - 1]!).toBeGreaterThanOrEqual(3_000)
  const { rows } = await stores.db.pool.query(
    `select count(*) filter (where position = 1)::int as first, count(*)::int as all
     from messages m join sequence_steps t on t.id = m.step_id where m.status = 'queued'`,
  )
  // The oldest come first: the second steps wait for the first ones.
  expect(rows[0].first).toBe(Math.min(8, rows[0].all))
})

test.each([
  [
    'spring',
    '2026-03-27T12:00:00Z',
    ['2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z', '2026-03-30T07:00:00.000Z'],
  ],
  [
    'autumn',
    '2026-10-23T12:00:00Z',
    ['2026-10-24T07:00:00.000Z', '2026-10-25T08:00:00.000Z', '2026-10-26T08:00:00.000Z'],
  ],
])(
  'nine in the morning is nine in the morning of the lead, whatever its clocks do in %s',
  async (_, from, instants) => {
    const nine = { delayMinutes: 60, atTime: '09:00' }
    await insertSequence(stores.db, { workspaceId, steps: [nine, nine, nine] })
    await lead({ timezone: 'Europe/Berlin' })
    await enrolLeads({ db: stores.db, produce, moved, log, now: () => Date.parse(from) }, never)
    const messages = await stores.db.prisma.message.findMany({ orderBy: { scheduledAt: 'asc' } })
    expect(messages.map(({ scheduledAt }) => scheduledAt.toISOString())).toEqual(instants)
  },
)

test('a lead without a zone of its own lives by its workspace’s', async () => {
  await insertSequence(stores.db, { workspaceId, steps: [{ delayMinutes: 0, atTime: '09:00' }] })
  await lead()
  await enrolLeads({ db: stores.db, produce, moved, log, now: () => Date.parse('2026-03-27T12:00:00Z') }, never)
  const [message] = await stores.db.prisma.message.findMany()
  expect(message!.scheduledAt.toISOString()).toBe('2026-03-28T01:00:00.000Z')
})

describe('one that cannot be enrolled holds up no other', () => {
  const active = () => stores.db.prisma.enrolment.count({ where: { status: 'active' } })

  test('a lead whose zone does not exist lives by its workspace’s, and its journey says so', async () => {
    await insertSequence(stores.db, { workspaceId, steps: [{ delayMinutes: 0, atTime: '09:00' }] })
    await lead({ timezone: 'Mars/Olympus' })
    await lead({ timezone: 'Asia/Kuala_Lumpur' })
    await enrolLeads({ db: stores.db, produce, moved, log, now: () => Date.parse('2026-03-27T12:00:00Z') }, never)
    const messages = await stores.db.prisma.message.findMany({ include: { enrolment: true } })
    expect(messages.map(({ scheduledAt, enrolment }) => [scheduledAt.toISOString(), enrolment!.timezone])).toEqual(
      Array(2).fill(['2026-03-28T01:00:00.000Z', 'Asia/Kuala_Lumpur']),
    )
  })

  test('leads that the database refuses go on waiting; those around them are enrolled', async () => {
    await insertSequence(stores.db, { workspaceId })
    const leads = []
    for (let n = 0; n < 9; n++) leads.push(await lead(n === 4 || n === 8 ? { phone: `+6660000${n}0` } : {}))
    await stores.db.pool.query(`alter table enrolments add constraint poison check (phone not like '+666%')`)
    await enrol().finally(() => stores.db.pool.query('alter table enrolments drop constraint poison'))
    expect(await active()).toBe(7)
    const waiting = await stores.db.prisma.lead.findMany({ where: { trigger: 'newlead' }, orderBy: { id: 'asc' } })
    expect(waiting.map(({ id }) => id)).toEqual([leads[4]!.id, leads[8]!.id])
    await enrol()
    expect(await active()).toBe(9)
  })

  test('a sequence that cannot be planned: the others of its trigger, and other triggers, go on', async () => {
    const centuries = Array(200).fill(2_000_000_000)
    await insertSequence(stores.db, { workspaceId, steps: centuries, niche: 'a' })
    await insertSequence(stores.db, { workspaceId, niche: 'b' })
    await insertSequence(stores.db, { workspaceId, trigger: 'zzz' })
    for (const fields of [{ niche: 'a' }, { niche: 'b' }, { trigger: 'zzz' }]) await lead(fields)
    await enrol()
    expect(await active()).toBe(2)
    expect(await stores.db.prisma.lead.count({ where: { trigger: 'newlead', niche: 'a' } })).toBe(1)
  })

  test('what breaks with one trigger does not keep the next ones waiting', async () => {
    for (const trigger of ['aaa', 'bbb']) {
      await insertSequence(stores.db, { workspaceId, trigger })
      await lead({ trigger })
    }
    const transaction = stores.db.transaction
    let turns = 0
    const db = {
      ...stores.db,
      transaction: ((work) =>
        turns++ === 0 ? Promise.reject(new Error('out of shared memory')) : transaction(work)) as typeof transaction,
    }
    await enrolLeads({ db, produce, moved, log, now: Date.now }, never)
    expect(await active()).toBe(1)
  })
})

test('100,000 leads, two workers of which one is killed: each journey is planned exactly once', async () => {
  await insertSequence(stores.db, { workspaceId, steps: [5, 1_440] })
  await stores.db.pool.query(
    `insert into leads (workspace_id, device_id, phone, trigger)
     select $1, $2, '+6019' || (1000000 + n), 'newlead' from generate_series(1, 100000) n`,
    [workspaceId, deviceId],
  )
  const enrolled = async () => (await stores.db.pool.query('select count(*)::int as n from enrolments')).rows[0].n
  const script = [join(import.meta.dirname, 'enrol-all.mjs'), stores.databaseUrl]
  const doomed = spawn(process.execPath, script, { stdio: 'ignore' })
  const survivor = promisify(execFile)(process.execPath, script)
  await until(async () => (await enrolled()) > 10_000, 'the workers have begun')
  doomed.kill('SIGKILL')
  const { stdout } = await survivor
  // What the killed one held while the survivor passed by is taken with the next turn, as it comes every minute.
  await enrol()

  const { rows } = await stores.db.pool.query(`
    select count(*)::int as enrolments, count(distinct lead_id)::int as leads,
      (select count(*)::int from messages) as messages,
      (select count(*)::int from (select from messages group by enrolment_id, step_id having count(*) = 1) once) as once,
      (select count(*)::int from leads where trigger is not null) as waiting
    from enrolments`)
  expect(rows[0]).toEqual({ enrolments: 100_000, leads: 100_000, messages: 200_000, once: 200_000, waiting: 0 })
  // Bounded memory: by how much the survivor grew, in MB.
  expect(Number(stdout)).toBeGreaterThan(0)
  expect(Number(stdout)).toBeLessThan(150)
}, 180_000)
