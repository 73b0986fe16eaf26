import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import {
  acknowledgeMessages,
  cancelCampaign,
  claimDueMessages,
  completeCampaigns,
  type Database,
  failCampaign,
  failClaimed,
  inWorkspace,
  type Movements,
  openDatabase,
  queueMessages,
  settleByHand,
  stopMessages,
} from '@siaran/db'
import { insertMessage } from '@siaran/testkit'
import { openScene, type Scene } from './scene.js'

let scene: Scene
/** As a worker has it, and as the API. */
let worker: Database
let api: Database
let moved: Record<string, number>
let ended: Parameters<Movements['campaignEnded']>[0][]
const movements: Movements = {
  messagesMoved(counts) {
    for (const [status, count] of Object.entries(counts)) moved[status] = (moved[status] ?? 0) + count
  },
  campaignEnded: (end) => ended.push(end),
}

beforeAll(async () => {
  scene = await openScene()
  worker = openDatabase(scene.stores.serviceUrl, { name: 'worker', connections: 2, movements })
  api = openDatabase(scene.stores.requestUrl, { name: 'api', connections: 2, scoped: true, movements })
})
afterAll(async () => {
  await Promise.all([worker.stop(), api.stop()])
  await scene.close()
})
beforeEach(() => {
  moved = {}
  ended = []
})

/** A running campaign that began a minute ago, and its device. */
async function running() {
  const startedAt = new Date(Date.now() - 60_000)
  const { id: campaignId } = await scene.campaign({ startedAt, expandedAt: startedAt })
  return { campaignId, deviceId: (await scene.device()).id, workspaceId: scene.workspaceId }
}
const inDoubt = { status: 'unconfirmed', errorCode: 'no_answer', errorMessage: 'The answer never came' } as const
const asPerson = <Result>(work: () => Promise<Result>) => inWorkspace(scene.workspaceId, work)

test('whatever moves messages, its process is told of each: made, dispatched, failed, stopped, heard of, resolved', async () => {
  const parents = await running()
  for (const _ of [1, 2, 3, 4]) await insertMessage(worker, parents)
  await insertMessage(worker, { ...parents, status: 'skipped', errorCode: 'suppressed', errorMessage: 'No' })
  expect(moved).toEqual({ pending: 4, skipped: 1 })

  moved = {}
  const due = await claimDueMessages(worker, [{ deviceId: parents.deviceId, held: 0 }], {
    worker: 'w',
    window: 10,
    secondsAhead: 30,
  })
  const [unrenderable, ...planned] = due.messages.map(({ id }) => ({ id, content: 'Hi', slot: new Date(), gapMs: 0 }))
  await failClaimed(worker, 'w', 'cannot_render', [{ id: unrenderable!.id, sentence: 'It is empty' }])
  const [heard, ...queued] = await queueMessages(worker, 'w', planned)
  expect(moved).toEqual({ processing: 4, failed: 1, queued: 3 })

  moved = {}
  const sendingAt = new Date()
  await scene.db.prisma.message.update({ where: { id: heard!.id }, data: { sendingAt } })
  const word = { deviceId: parents.deviceId, messageId: heard!.id, transportMessageId: 't-1', at: new Date() }
  await acknowledgeMessages(worker, [{ ...word, level: 'read' }])
  await stopMessages(worker, { campaignId: parents.campaignId }, { to: 'skipped', code: 'expired', message: 'Late' })
  expect(moved).toEqual({ read: 1, skipped: queued.length })

  moved = {}
  const doubt = { content: 'Hi', dispatchNumber: 1, leaseEpoch: 1, sendingAt, ...inDoubt }
  const { id } = await scene.message({ ...parents, ...doubt })
  await asPerson(() => settleByHand(api, { id, workspaceId: scene.workspaceId }, 'failed'))
  expect(moved).toEqual({ failed: 1 })
})

test('a statement that moves nothing tells nothing; neither does another process', async () => {
  const parents = await running()
  const { id } = await scene.message(parents)
  await worker.prisma.message.update({ where: { id }, data: { scheduledAt: new Date() } })
  await stopMessages(scene.db, parents, { to: 'skipped', code: 'expired', message: 'Late' })
  expect(moved).toEqual({})
})

test('however a campaign ends, whoever ended it is told how, and how long it took', async () => {
  const [finished, broken, cancelled] = [await running(), await running(), await running()]
  await completeCampaigns(worker, [finished.campaignId])
  await failCampaign(worker, broken.campaignId, 'Its audience is gone')
  await asPerson(() => cancelCampaign(api, { id: cancelled.campaignId, workspaceId: scene.workspaceId }))
  expect(ended.map(({ status }) => status)).toEqual(['completed', 'failed', 'cancelled'])
  for (const { tookSeconds } of ended) expect(tookSeconds).toBeGreaterThanOrEqual(60)
})

test('a campaign that never started took no time; a pause and the end of a sequence are no ends', async () => {
  const { workspaceId } = scene
  const key = async (fields: Parameters<Scene['campaign']>[0]) => ({
    id: (await scene.campaign(fields)).id,
    workspaceId,
  })
  const draft = await key({ status: 'draft', startedAt: null, scheduledAt: null })
  const sequence = await key({ isSequence: true, expandedAt: new Date() })
  const paused = await key({})
  await worker.prisma.campaign.update({ where: { id: paused.id }, data: { status: 'paused', pausedAt: new Date() } })
  await asPerson(() => cancelCampaign(api, sequence))
  await asPerson(() => cancelCampaign(api, draft))
  expect(ended).toEqual([{ status: 'cancelled', tookSeconds: null }])
})
