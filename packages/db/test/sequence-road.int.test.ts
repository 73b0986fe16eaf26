import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { claimMessages, exitEnrolments, expirePlanned, pauseCampaign, queueMessages } from '@siaran/db'
import { claimDue } from '@siaran/testkit'
import { type JourneyScene, minutes, openJourneyScene, why } from './journey-scene.js'
import { claimOf, falseCounters } from './scene.js'

let scene: JourneyScene
beforeAll(async () => {
  scene = await openJourneyScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())
afterEach(async () => {
  expect(await falseCounters(scene.db)).toEqual([])
})

describe('on the road', () => {
  const dispatch = async () => {
    const { messages } = await claimDue(scene.db, { worker: 'w', window: 100, devices: 10, secondsAhead: 30 })
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
    await scene.sequence({
      steps: [{ messageType: 'image', mediaUrl: 'https://kedai.example/a.jpg' }, { delayMinutes: 10 }],
    })
    const { id } = await scene.lead()
    await scene.enrol()
    const queued = await dispatch()
    const [first, second] = await scene.messagesOf(id)
    expect(queued.map((message) => message.id)).toEqual([first!.id])
    expect((await scene.read(second!)).status).toBe('pending')
    expect(await claimed(first!.id)).toMatchObject([{ type: 'image', mediaUrl: 'https://kedai.example/a.jpg' }])
  })

  test('a step does not overtake the one before it, which is tried again', async () => {
    await scene.device()
    await scene.sequence({ steps: [0, 0] })
    const { id } = await scene.lead()
    await scene.enrol({ now: minutes(-10) })
    const [first, second] = await scene.messagesOf(id)
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
    const { id } = await scene.sequence({ steps: [0] })
    await scene.lead()
    await scene.enrol()
    expect(await pauseCampaign(scene.db, { id, workspaceId: scene.workspaceId })).not.toBeNull()
    expect(await dispatch()).toEqual([])
  })

  test('a message that its sender puts back after the journey was left is not sent', async () => {
    await scene.device()
    await scene.sequence({ steps: [0] })
    const { id } = await scene.lead()
    await scene.enrol()
    const [queued] = await dispatch()
    await scene.db.pool.query(
      "update messages set status = 'sending', lease_epoch = 1, sending_at = now() where id = $1",
      [queued!.id],
    )
    await exitEnrolments(scene.db, { workspaceId: scene.workspaceId, leadId: id }, why, new Date())
    await scene.db.pool.query("update messages set status = 'queued' where id = $1", [queued!.id])
    expect(await claimed(queued!.id)).toEqual([])
    expect(await scene.messagesOf(id)).toMatchObject([{ status: 'skipped', errorCode: 'exited' }])
  })

  test('what waited for longer than the sequence allows expires, and is not sent meanwhile', async () => {
    await scene.device()
    await scene.sequence({ steps: [0, 120], campaign: { expireAfterHours: 24 } })
    const { id } = await scene.lead()
    await scene.enrol({ now: minutes(-25 * 60) })
    const [late, inTime] = await scene.messagesOf(id)
    expect(await dispatch()).toEqual([])
    expect(await expirePlanned(scene.db, 100)).toMatchObject([{ id: late!.id }])
    expect(await scene.read(late!)).toMatchObject({ status: 'skipped', errorCode: 'expired' })
    expect((await dispatch()).map((message) => message.id)).toEqual([inTime!.id])
  })
})
