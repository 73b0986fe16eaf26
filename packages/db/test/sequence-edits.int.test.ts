import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { editSteps } from '@siaran/db'
import { planJourney } from '@siaran/domain'
import { unknownId } from '@siaran/testkit'
import { type JourneyScene, openJourneyScene } from './journey-scene.js'
import { falseCounters, until } from './scene.js'

let scene: JourneyScene
beforeAll(async () => {
  scene = await openJourneyScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())
afterEach(async () => {
  expect(await falseCounters(scene.db)).toEqual([])
})

describe('an edit of the steps', () => {
  const text = { messageType: 'text', messageContent: 'Hi', mediaUrl: null, at: null } as const

  test('moves what is pending, adds what is new, skips what is gone, and leaves what has left', async () => {
    await scene.device()
    const { id, steps } = await scene.sequence({ steps: [0, 60, 60] })
    const { id: leadId } = await scene.lead()
    const now = new Date()
    await scene.enrol({ now })
    const [first] = await scene.messagesOf(leadId)
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
      { plan: planJourney },
    )
    expect([edited!.added, edited!.moved, edited!.skipped.length]).toEqual([1, 1, 1])
    const messages = await scene.messagesOf(leadId)
    expect(
      messages.map(({ status, scheduledAt }) => [status, Math.round((scheduledAt.getTime() - now.getTime()) / 60_000)]),
    ).toEqual([
      ['sent', 0],
      ['pending', 30],
      ['pending', 40],
      ['skipped', 60],
    ])
    expect(await scene.enrolmentsOf(leadId)).toMatchObject([{ dueUntil: messages[2]!.scheduledAt }])
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test('of the contents alone moves nothing', async () => {
    await scene.device()
    const { id, steps } = await scene.sequence({ steps: [0, 60] })
    await scene.lead()
    await scene.enrol()
    const same = steps.map((step) => ({ ...text, id: step.id, delayMinutes: step.delayMinutes, messageContent: 'New' }))
    const key = { id, workspaceId: scene.workspaceId }
    expect(await editSteps(scene.db, key, same, { plan: planJourney })).toEqual({
      added: 0,
      moved: 0,
      rewritten: 2,
      skipped: [],
    })
    expect(await editSteps(scene.db, key, same, { plan: planJourney })).toMatchObject({ rewritten: 0 })
    const [step] = await scene.db.prisma.sequenceStep.findMany({ where: { sequenceId: id } })
    expect(step!.messageContent).toBe('New')
  })

  test('with a step of another sequence is refused, and writes nothing', async () => {
    const [{ id }, other] = [await scene.sequence(), await scene.sequence()]
    const steps = [{ ...text, id: other.steps[0]!.id, delayMinutes: 0 }]
    const key = { id, workspaceId: scene.workspaceId }
    await expect(editSteps(scene.db, key, steps, { plan: planJourney })).rejects.toThrow('The sequence has no step')
    expect(await editSteps(scene.db, { id, workspaceId: unknownId() }, [], { plan: planJourney })).toBeNull()
    expect(await scene.db.prisma.sequenceStep.count({ where: { sequenceId: id, removedAt: null } })).toBe(2)
  })
})

test('an enrolment that waits for an edit plans what the edit has left', async () => {
  await scene.device()
  const { steps } = await scene.sequence({ steps: [0, 60] })
  const { id: leadId } = await scene.lead()
  const edit = await scene.db.pool.connect()
  await edit.query('begin')
  await edit.query('select 1 from sequences for no key update')
  await edit.query('update sequence_steps set removed_at = now() where id = $1', [steps[1]!.id])
  const enrolled = scene.enrol()
  await until(async () => (await scene.waiting()) > 0, 'the enrolment waits')
  await edit.query('commit')
  edit.release()
  await enrolled
  expect((await scene.messagesOf(leadId)).map(({ stepId }) => stepId)).toEqual([steps[0]!.id])
})
