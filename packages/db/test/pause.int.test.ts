import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { cancelCampaign, claimMessages, type Message, pauseCampaign, settleMessages, stopMessages } from '@siaran/db'
import { CLAIM_LIFE_MS } from '@siaran/domain'
import { claimOf, falseCounters, openScene, type Scene, until, whileLocked } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

/** A campaign at full speed: 300 queued messages on four devices, and other messages in every earlier state. */
async function campaignAtWork() {
  const { id: campaignId } = await scene.campaign()
  const queued: Message[] = []
  for (let n = 0; n < 4; n++) {
    const { id: deviceId } = await scene.device()
    queued.push(...(await scene.messages(75, { campaignId, deviceId, status: 'queued' })))
    await scene.messages(5, { campaignId, deviceId, status: 'processing' })
    await scene.messages(5, { campaignId, deviceId })
  }
  return { campaignId, key: { id: campaignId, workspaceId: scene.workspaceId }, queued }
}

/**
 * Eight senders that claim one message after the other until told to stop; what they do not get they ask for again.
 * Every second one dies after a claim: it never settles it.
 */
function hammer(queued: Message[]) {
  const line = [...queued]
  const claimed: string[] = []
  let [tries, stopped] = [0, false]
  const work = async (sender: number) => {
    for (let message = line.shift(); message !== undefined && !stopped; message = line.shift()) {
      const [row] = await claimMessages(scene.db, 'sender', [claimOf(message)])
      tries++
      if (row === undefined) line.push(message)
      else {
        claimed.push(row.id)
        if (sender % 2 === 0)
          await settleMessages(scene.db, [
            { id: row.id, epoch: 1, dispatchNumber: message.dispatchNumber, status: 'sent', attempts: 1 },
          ])
      }
    }
  }
  const done = Promise.all(Array.from({ length: 8 }, (_, sender) => work(sender)))
  return {
    claimed,
    tries: () => tries,
    async stop() {
      stopped = true
      await done
    },
  }
}

describe.each([
  ['pause', pauseCampaign],
  ['cancel', cancelCampaign],
] as const)('after the answer to a %s', (verb, halt) => {
  test('no send begins, however many senders are at it, and what had begun is past its claim’s life', async () => {
    const { campaignId, key, queued } = await campaignAtWork()
    const senders = hammer(queued)
    await until(() => senders.claimed.length > 40, 'the senders are at full speed')
    const answer = (await halt(scene.db, key)) as { pausedAt?: Date; cancelledAt?: Date }
    const answeredAt = Date.now()
    const stoppedAt = (answer.pausedAt ?? answer.cancelledAt)!
    const begun = new Set(senders.claimed)
    const tries = senders.tries()
    await until(() => senders.tries() > tries + 100, 'the senders go on asking')
    await senders.stop()

    expect(senders.claimed.filter((id) => !begun.has(id))).toEqual([])
    const rows = await scene.db.prisma.message.findMany({ where: { campaignId, sendingAt: { not: null } } })
    expect(rows.map(({ id }) => id).sort()).toEqual([...begun].sort())
    expect(rows.filter(({ sendingAt }) => sendingAt! > stoppedAt)).toEqual([])
    const open = rows.filter(({ status }) => status === 'sending')
    expect(open.length).toBeGreaterThan(0)
    // Whoever claimed and did not begin within the claim's life gives the message back: see send-message.
    expect(open.filter(({ sendingAt }) => sendingAt!.getTime() + CLAIM_LIFE_MS > answeredAt)).toEqual([])
    expect(await falseCounters(scene.db)).toEqual([])

    const statuses = await scene.statuses(campaignId)
    const untouched = 340 - begun.size
    if (verb === 'pause') expect(statuses.pending).toBe(untouched)
    else {
      await stopMessages(scene.db, { campaignId }, { to: 'cancelled', code: 'campaign_cancelled', message: 'x' })
      expect((await scene.statuses(campaignId)).cancelled).toBe(untouched)
    }
  })

  test('it waits for a claim that is under way', async () => {
    const { id: campaignId } = await scene.campaign()
    const { id: deviceId } = await scene.device()
    const [message] = await scene.messages(1, { campaignId, deviceId, status: 'queued' })
    let answered = false
    let claiming: Promise<unknown[]> | undefined
    let halting: Promise<unknown> | undefined
    await whileLocked(scene.db, 'messages', message!.id, async () => {
      claiming = claimMessages(scene.db, 'sender', [claimOf(message!)])
      await until(async () => (await scene.waiting()) === 1, 'the claim waits for its message')
      halting = halt(scene.db, { id: campaignId, workspaceId: scene.workspaceId }).then(() => {
        answered = true
      })
      await until(async () => answered || (await scene.waiting()) === 2, 'the campaign is being stopped')
      await setImmediate()
      expect(answered).toBe(false)
    })
    expect(await claiming).toHaveLength(1)
    await settleMessages(scene.db, [{ id: message!.id, epoch: 1, dispatchNumber: 1, status: 'sent', attempts: 1 }])
    await halting
  })

  test('it has waited for what was handed over to settle, so that the counts are the final ones', async () => {
    const { id: campaignId } = await scene.campaign()
    const { id: deviceId } = await scene.device()
    const [message] = await scene.messages(1, { campaignId, deviceId, status: 'queued' })
    await claimMessages(scene.db, 'sender', [claimOf(message!)])
    const halting = halt(scene.db, { id: campaignId, workspaceId: scene.workspaceId })
    await until(
      async () =>
        (await scene.db.prisma.campaign.findUniqueOrThrow({ where: { id: campaignId } })).status !== 'running',
      'the campaign is stopped',
    )
    await settleMessages(scene.db, [{ id: message!.id, epoch: 1, dispatchNumber: 1, status: 'sent', attempts: 1 }])
    await halting
    expect(await scene.statuses(campaignId)).toEqual({ sent: 1 })
  })

  test('another campaign on the same device goes on', async () => {
    const [stopped, other] = [await scene.campaign(), await scene.campaign()]
    const { id: deviceId } = await scene.device()
    const [message] = await scene.messages(1, { campaignId: other.id, deviceId, status: 'queued' })
    await scene.messages(1, { campaignId: stopped.id, deviceId, status: 'queued' })
    await halt(scene.db, { id: stopped.id, workspaceId: scene.workspaceId })
    expect(await claimMessages(scene.db, 'sender', [claimOf(message!)])).toHaveLength(1)
  })
})

test('a pause names what it released, so that the jobs can be taken back; a paused campaign is not paused again', async () => {
  const { id: campaignId } = await scene.campaign()
  const { id: deviceId } = await scene.device()
  const queued = await scene.messages(3, { campaignId, deviceId, status: 'queued' })
  const key = { id: campaignId, workspaceId: scene.workspaceId }
  const released = await (await pauseCampaign(scene.db, key))!.released
  expect(released.map(({ id }) => id).sort()).toEqual(queued.map(({ id }) => id).sort())
  expect(released[0]).toMatchObject({ deviceId, dispatchNumber: 1 })
  expect((await scene.read(queued[0]!)).claimedBy).toBeNull()
  expect(await pauseCampaign(scene.db, key)).toBeNull()
})

test.each(['draft', 'completed', 'failed', 'cancelled'])('a campaign that is %s cannot be paused', async (status) => {
  const { id } = await scene.campaign({ status, failureReason: 'x' })
  expect(await pauseCampaign(scene.db, { id, workspaceId: scene.workspaceId })).toBeNull()
})

test('a campaign of another workspace cannot be stopped', async () => {
  const { id } = await scene.campaign()
  const key = { id, workspaceId: '00000000-0000-7000-8000-000000000000' }
  expect([await pauseCampaign(scene.db, key), await cancelCampaign(scene.db, key)]).toEqual([null, null])
})
