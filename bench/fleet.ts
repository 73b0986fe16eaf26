import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '@siaran/db'
import { type ServiceSetting, type Stack, siaranServices, startStack } from '@siaran/local-stack'
import { phoneNetworkClient } from '@siaran/phone-network'
import { createProducer, openRedis, type Producer } from '@siaran/queue'
import { insertCampaign, insertMessage, nextPhone, testLog, until } from '@siaran/testkit'
import { openBench } from './database.js'
import { usageOf } from './processes.js'
import type { Finding, Section } from './section.js'
import { quietStack } from './siaran.js'
import { median } from './statistics.js'

const DEVICES = 1_000
const MESSAGES = 300
const IDLE_SECONDS = 10

export const section: Section = {
  name: 'fleet',
  title: 'A fleet of 1,000 devices in one sender',
  async run({ note, temporaryFolder }) {
    let setting: ServiceSetting | undefined
    const stack = await startStack({
      environment: quietStack(temporaryFolder('fleet')),
      services: (given) => {
        setting = given
        return siaranServices(given).filter(({ name }) => !name.startsWith('device-sender'))
      },
    })
    const db = openBench(stack.urls.database)
    const redis = openRedis(stack.urls.redis, testLog)
    await redis.start()
    const produce = createProducer({ redis: redis.client, log: testLog, now: Date.now })
    const connections = async () => Number(/connected_clients:(\d+)/.exec(await redis.client.info('clients'))![1])
    try {
      await phoneNetworkClient(stack.urls.phoneNetwork).setBehaviour({ latencyMs: 0, ackDelayMs: 600_000 })
      const { workspaceId, deviceIds } = await wantedDevices(db, stack)
      const connectionsBefore = await connections()

      const begun = performance.now()
      const sender = startSender(setting!)
      await until(async () => (await onlineCount(db)) === DEVICES, 'all devices are online')
      const upSeconds = (performance.now() - begun) / 1_000
      note(`all online after ${upSeconds.toFixed(1)} s`)
      await wait(5_000)
      const usage = usageOf(sender.pid!)
      await wait(IDLE_SECONDS * 1_000)
      const idle = usageOf(sender.pid!)

      const { id: campaignId } = await insertCampaign(db, { workspaceId, expandedAt: new Date() })
      // Keeps the campaign from being completed between two of its messages.
      const later = new Date(Date.now() + 86_400_000)
      await insertMessage(db, { workspaceId, campaignId, deviceId: deviceIds[0]!, scheduledAt: later })
      const road: Road = { stack, db, produce, workspaceId, campaignId, deviceIds }
      const dueNow = await lateness(road, () => 0)
      const delayed = await lateness(road, () => 1_000 + Math.random() * 2_000)
      const findings: Finding[] = [
        {
          what: 'from the start of the process to all devices online',
          siaran: upSeconds,
          unit: 's',
          note: 'to be ≤ 3',
        },
        { what: 'memory, all online', siaran: idle.rssBytes / 2 ** 20, unit: 'MB RSS', note: 'to be < 300' },
        { what: 'Redis connections', siaran: (await connections()) - connectionsBefore, unit: '', note: 'to be ≤ 10' },
        {
          what: 'CPU when nothing is to be done',
          siaran: ((idle.cpuSeconds - usage.cpuSeconds) * 100) / IDLE_SECONDS,
          unit: '% of a core',
          note: 'to be < 5',
        },
        { what: 'from a job that is due to its phone, p50', siaran: median(dueNow), unit: 'ms', note: 'to be ≤ 50' },
        { what: 'from its slot to its phone, p50', siaran: median(delayed), unit: 'ms', note: 'to be ≤ 50' },
      ]
      sender.kill('SIGTERM')
      await new Promise((resolve) => sender.once('exit', resolve))
      return findings
    } finally {
      await produce.close()
      await redis.stop()
      await db.stop()
      await stack.stop()
    }
  },
}

async function wantedDevices(db: Database, stack: Stack): Promise<{ workspaceId: string; deviceIds: string[] }> {
  const { rows } = await db.pool.query<{ workspaceId: string; id: string }>(
    `insert into devices (workspace_id, name, transport, wanted)
     select u.workspace_id, 'Device ' || n, 'simulator', true
     from users u, generate_series(1, $2::int) n where u.email = $1
     returning workspace_id as "workspaceId", id`,
    [stack.signIn.email, DEVICES],
  )
  return { workspaceId: rows[0]!.workspaceId, deviceIds: rows.map(({ id }) => id) }
}

const onlineCount = (db: Database): Promise<number> => db.prisma.device.count({ where: { status: 'online' } })

function startSender(setting: ServiceSetting) {
  const spec = siaranServices({ ...setting, healthPorts: [0, 0, 0] }).find(({ name }) => name === 'device-sender-1')!
  return spawn(process.execPath, [join(spec.entry)], {
    env: { ...process.env, ...spec.environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

interface Road {
  stack: Stack
  db: Database
  produce: Producer
  workspaceId: string
  campaignId: string
  deviceIds: string[]
}

/**
 * Gives one message after the other to a device's queue, each with a slot so far ahead; answers how many milliseconds
 * after its slot each was in the ledger of the phones.
 */
async function lateness({ stack, db, produce, workspaceId, campaignId, deviceIds }: Road, aheadMs: () => number) {
  const network = phoneNetworkClient(stack.urls.phoneNetwork)
  const slots = new Map<string, number>()
  const before = (await network.allEntries()).length
  for (let n = 0; n < MESSAGES; n++) {
    const deviceId = deviceIds[n % deviceIds.length]!
    const to = nextPhone()
    const slot = Math.round(Date.now() + aheadMs())
    const fields = { workspaceId, campaignId, deviceId, recipientPhone: to, scheduledAt: new Date(slot) }
    const { id } = await insertMessage(db, { ...fields, status: 'queued' })
    // What is due now is due when its job is made, not before its row was written.
    slots.set(to, Math.max(slot, Date.now()))
    await produce.addDeviceJobs(deviceId, [{ messageId: id, campaignId, dispatch: 1, slot, gapMs: 0 }])
    produce.noticeWork([deviceId])
    await wait(10)
  }
  await until(async () => (await network.allEntries()).length === before + MESSAGES, 'every message has arrived')
  const arrived = (await network.allEntries()).slice(before)
  return arrived.map(({ to, at }) => Date.parse(at) - slots.get(to)!)
}
