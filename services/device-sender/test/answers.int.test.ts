import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { addSuppression, enrolWaiting } from '@siaran/db'
import { planJourney } from '@siaran/domain'
import {
  insertCampaign,
  insertDevice,
  insertLead,
  insertMessage,
  insertSequence,
  insertWorkspace,
  openTestStores,
  type TestStores,
  testLog,
} from '@siaran/testkit'
import { createLedger } from '../src/ledger.js'
import { takeAnswer } from '../src/take-answer.js'

let stores: TestStores
let workspaceId: string
let deviceId: string
const moved = new Set<string>()
const discarded: { id: string }[] = []
const deps = () => ({
  db: stores.db,
  log: testLog,
  moved: (id: string) => void moved.add(id),
  produce: { discardDeviceJobs: async (jobs: readonly { id: string }[]) => void discarded.push(...jobs) },
})

beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(async () => {
  moved.clear()
  discarded.length = 0
  workspaceId = (await insertWorkspace(stores.db)).id
  deviceId = (await insertDevice(stores.db, { workspaceId })).id
})

/** A lead on its way through a sequence that an answer ends, and one that it does not. */
async function journeys(steps: readonly number[] = [5, 60]) {
  const ends = await insertSequence(stores.db, { workspaceId, steps })
  const goesOn = await insertSequence(stores.db, { workspaceId, steps, exitOnReply: false })
  const lead = await insertLead(stores.db, { workspaceId, deviceId, trigger: 'newlead' })
  await enrolWaiting(stores.db, { workspaceId, trigger: 'newlead' }, { plan: planJourney, now: new Date(), most: 10 })
  return { ends, goesOn, lead }
}
const answer = (phone: string, text: string) => takeAnswer(deps(), { workspaceId, phone, text })
const statuses = async (sequenceId: string) =>
  (await stores.db.prisma.message.findMany({ where: { campaignId: sequenceId }, orderBy: { scheduledAt: 'asc' } })).map(
    ({ status, errorCode }) => [status, errorCode],
  )
const enrolmentIn = (sequenceId: string) => stores.db.prisma.enrolment.findFirstOrThrow({ where: { sequenceId } })
const isSuppressed = async (phone: string) =>
  (await stores.db.prisma.suppression.count({ where: { workspaceId, phone } })) > 0
const waiting = ['pending', null]

describe('an answer', () => {
  test('ends the journeys that answers end, and no others', async () => {
    const { ends, goesOn, lead } = await journeys()
    await answer(lead.phone, 'Please stop asking, I buy it')
    expect(await enrolmentIn(ends.id)).toMatchObject({ status: 'exited', exitReason: 'replied' })
    expect(await statuses(ends.id)).toEqual([
      ['skipped', 'replied'],
      ['skipped', 'replied'],
    ])
    expect(await enrolmentIn(goesOn.id)).toMatchObject({ status: 'active' })
    expect(await statuses(goesOn.id)).toEqual([waiting, waiting])
    expect(await isSuppressed(lead.phone)).toBe(false)
    expect([...moved]).toEqual([ends.id])
  })

  test('from a phone that nobody knows changes nothing', async () => {
    const { ends } = await journeys()
    await answer('+60100000000', 'Hello')
    expect(await statuses(ends.id)).toEqual([waiting, waiting])
  })
})

describe('a stop word', () => {
  test('ends everything that waits for the phone, everywhere, and keeps it from coming back', async () => {
    const { ends, goesOn, lead } = await journeys()
    const campaign = await insertCampaign(stores.db, { workspaceId, expandedAt: new Date() })
    const message = { workspaceId, campaignId: campaign.id, deviceId, recipientPhone: lead.phone }
    const { id } = await insertMessage(stores.db, { ...message, status: 'queued' })
    await answer(lead.phone, ' Berhenti! ')
    expect(await isSuppressed(lead.phone)).toBe(true)
    for (const sequence of [ends, goesOn]) {
      expect(await enrolmentIn(sequence.id)).toMatchObject({ status: 'exited', exitReason: 'opted_out' })
      expect(await statuses(sequence.id)).toEqual([
        ['skipped', 'opted_out'],
        ['skipped', 'opted_out'],
      ])
    }
    expect(await stores.db.prisma.message.findUnique({ where: { id } })).toMatchObject({
      status: 'skipped',
      errorCode: 'suppressed',
    })
    expect(discarded.map((job) => job.id)).toEqual([id])
    expect(moved).toEqual(new Set([ends.id, goesOn.id, campaign.id]))
  })

  test('is lifted by a start word; what a person put on the list is not', async () => {
    const { lead } = await journeys()
    await answer(lead.phone, 'STOP')
    await answer(lead.phone, 'stop')
    await answer(lead.phone, 'mula')
    expect(await isSuppressed(lead.phone)).toBe(false)
    await addSuppression(stores.db, { workspaceId, phone: lead.phone, reason: 'A complaint' })
    await answer(lead.phone, 'STOP')
    await answer(lead.phone, 'start')
    expect(await isSuppressed(lead.phone)).toBe(true)
  })

  test('is one of the workspace, where it has its own', async () => {
    const { ends, lead } = await journeys()
    await stores.db.prisma.workspace.update({ where: { id: workspaceId }, data: { stopWords: ['Cukup'] } })
    await answer(lead.phone, 'stop')
    expect(await enrolmentIn(ends.id)).toMatchObject({ exitReason: 'replied' })
    expect(await isSuppressed(lead.phone)).toBe(false)
    await answer(lead.phone, 'cukup')
    expect(await isSuppressed(lead.phone)).toBe(true)
  })
})

describe('a failed step', () => {
  const settle = async (sequenceId: string, errorCode: string) => {
    const message = await stores.db.prisma.message.findFirstOrThrow({
      where: { campaignId: sequenceId },
      orderBy: { scheduledAt: 'asc' },
    })
    const sending = { status: 'sending', leaseEpoch: 1, sendingAt: new Date() }
    await stores.db.prisma.message.update({ where: { id: message.id }, data: sending })
    const ledger = createLedger({ ...deps(), sender: 'sender' })
    const why = { errorCode, errorMessage: 'The network says no' }
    await ledger.settle({ id: message.id, epoch: 1, dispatchNumber: 0, status: 'failed', ...why, attempts: 1 })
  }

  test('ends the journey when the phone cannot be reached', async () => {
    const { ends, goesOn } = await journeys()
    await settle(ends.id, 'not_on_whatsapp')
    expect(await enrolmentIn(ends.id)).toMatchObject({ status: 'exited', exitReason: 'not_on_whatsapp' })
    expect(await statuses(ends.id)).toEqual([
      ['failed', 'not_on_whatsapp'],
      ['skipped', 'not_on_whatsapp'],
    ])
    expect(await statuses(goesOn.id)).toEqual([waiting, waiting])
  })

  test('does not when it was the message', async () => {
    const { ends } = await journeys()
    await settle(ends.id, 'invalid_content')
    expect(await enrolmentIn(ends.id)).toMatchObject({ status: 'active' })
    expect(await statuses(ends.id)).toEqual([['failed', 'invalid_content'], waiting])
  })
})
