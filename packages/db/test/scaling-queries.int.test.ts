import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { type JourneyScene, minutes, openJourneyScene } from './journey-scene.js'

const component = (file: string) =>
  parse(readFileSync(new URL(`../../../k8s/components/${file}`, import.meta.url), 'utf8'))
const queryFor = (target: string): string => component(`keda/${target}.yaml`).spec.triggers[0].metadata.query

/** What KEDA asks Postgres, word for word, as the role that it asks as. */
async function ask(target: string, query = queryFor(target)): Promise<number> {
  const client = await scene.db.pool.connect()
  try {
    await client.query('begin; set local role siaran_service')
    const { rows, fields } = await client.query(query)
    expect(fields).toHaveLength(1)
    return Number(rows[0][fields[0]!.name])
  } finally {
    await client.query('rollback')
    client.release()
  }
}

let scene: JourneyScene
beforeAll(async () => {
  scene = await openJourneyScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)

test('senders follow the devices that want serving, connected or not', async () => {
  expect(await ask('device-sender')).toBe(0)
  await scene.device()
  await scene.device({ status: 'disconnected' })
  await scene.device({ wanted: false })
  await scene.device({ deletedAt: new Date() })
  expect(await ask('device-sender')).toBe(2)
})

test('senders with the memory for browsers follow the linked devices', async () => {
  const [, { patch }] = component('whatsapp-web/kustomization.yaml').patches
  const { query } = parse(patch)[0].value.metadata
  await scene.device()
  await scene.device({ transport: 'whatsapp_web', status: 'disconnected' })
  await scene.device({ transport: 'whatsapp_web', wanted: false })
  expect(await ask('device-sender', query)).toBe(1)
})

test('workers follow the device that has waited longest, and no row that waits for its device', async () => {
  expect(await ask('campaign-worker')).toBe(0)
  const { id: campaignId } = await scene.campaign()
  const { id: deviceId } = await scene.device()
  await scene.message({ campaignId, deviceId, scheduledAt: new Date(Date.now() + 60_000) })
  expect(await ask('campaign-worker')).toBe(0)
  await scene.message({ campaignId, deviceId, scheduledAt: ago(100) })
  expect(await ask('campaign-worker')).toBeGreaterThanOrEqual(100)

  await scene.db.pool.query(`update devices set status = 'disconnected'`)
  expect(await ask('campaign-worker')).toBe(0)
  await scene.db.pool.query(`update devices set status = 'online'`)
  await scene.db.pool.query(`update campaigns set status = 'paused', paused_at = now()`)
  expect(await ask('campaign-worker')).toBe(0)
  await scene.db.pool.query(`update campaigns set status = 'running', paused_at = null`)

  // Something of the device is under way: the rest waits for that, and not for a worker.
  await scene.messages(1, { campaignId, deviceId, status: 'queued' })
  expect(await ask('campaign-worker')).toBe(0)
})

test('a journey counts from when its step is due, and not while it is planned', async () => {
  const { id: deviceId } = await scene.device()
  await scene.sequence()
  const { id: leadId } = await scene.lead({ deviceId })
  await scene.enrol()
  await scene.db.pool.query('update messages set scheduled_at = $1', [minutes(5)])
  expect(await ask('campaign-worker')).toBe(0)
  const [first] = await scene.messagesOf(leadId)
  await scene.db.pool.query('update messages set scheduled_at = $1 where id = $2', [minutes(-5), first!.id])
  expect(await ask('campaign-worker')).toBeGreaterThanOrEqual(300)
})
