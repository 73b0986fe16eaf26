import {
  acknowledgeMessages,
  claimDevices,
  claimDueMessages,
  type Database,
  type DueMessage,
  findDevicesWithRoom,
  migrateDeploy,
  queueMessages,
  readDeviceLines,
  readFleetStanding,
  renewLeases,
} from '@siaran/db'
import { DEVICES_A_SEARCH, DEVICES_A_TURN, LEASE_MS, SECONDS_AHEAD } from '@siaran/domain'
import { startTestStores } from '@siaran/local-stack'
import { createProducer, openRedis } from '@siaran/queue'
import { insertCampaign, insertWorkspace, testLog } from '@siaran/testkit'
import { openBench } from './database.js'
import { usageOf } from './processes.js'
import type { Finding, Section, Stage } from './section.js'
import { migrations } from './seed.js'

const FLEETS = [1_000, 10_000, 100_000]
const A_SENDER = 1_000
const TIMES = 15
const SIMULATOR = ['simulator']

export const section: Section = {
  name: 'scale',
  title: 'What a fleet of so many devices asks of its stores (ms of a core)',
  async run(stage) {
    const findings: Finding[] = []
    for (const devices of FLEETS) findings.push(...(await measureFleet(stage, devices)))
    return [...findings, ...(await measureRedis(stage))]
  },
}

/** Milliseconds of a core that Postgres spends on a call: unlike its duration, they do not depend on what else the machine does. */
async function measureFleet({ note, temporaryFolder }: Stage, devices: number): Promise<Finding[]> {
  const stores = await startTestStores({ dataDir: temporaryFolder(`scale-${devices}`) })
  const db = openBench(stores.databaseUrl)
  try {
    await migrateDeploy({ url: stores.databaseUrl, directory: migrations })
    const { id: workspaceId } = await insertWorkspace(db)
    await db.pool.query(
      `insert into devices (workspace_id, name, transport, wanted, status)
       select $1, 'Device ' || n, 'simulator', true, 'online' from generate_series(1, $2::int) n`,
      [workspaceId, devices],
    )
    const { id: campaignId } = await insertCampaign(db, { workspaceId, messagesPerMinute: 20, expandedAt: new Date() })
    await db.pool.query(
      `insert into messages (workspace_id, campaign_id, device_id, recipient_phone)
       select $1, $2, d.id, '+601' || (1000000000 + row_number() over ()) from devices d, generate_series(1, 3)`,
      [workspaceId, campaignId],
    )
    await db.pool.query('vacuum analyze')
    const of = `, of ${devices.toLocaleString('en')}`

    const cost = createMeter(stores.guardian.postgres!.pid)
    const claims = await cost(3, async (n) => {
      await claimDevices(db, `sender-${n}`, LEASE_MS, A_SENDER / 4, SIMULATOR)
    })
    await db.pool.query(`update devices set lease_owner = 'others', lease_until = now() + interval '1 hour'`)
    await db.pool.query(
      `update devices set lease_owner = 'sender' where id in (select id from devices order by id limit $1)`,
      [A_SENDER],
    )
    await db.pool.query('vacuum analyze devices')
    const renewals = await cost(TIMES, async () => void (await renewLeases(db, 'sender', 3_600_000)))
    const standings = await cost(TIMES, async () => void (await readFleetStanding(db, LEASE_MS, SIMULATOR)))
    const turns = await dispatchTurns(db, cost)
    const acks = await acknowledgements(db, cost)
    const [bytes] = (
      await db.pool.query<{ messages: number; events: number; perMessage: number }>(
        `select pg_total_relation_size('messages')::float / count(*) as messages,
           pg_total_relation_size('message_events')::float / greatest(1, (select count(*) from message_events)) as events,
           (select count(*) from message_events)::float / count(*) as "perMessage" from messages`,
      )
    ).rows
    note(`${devices} devices measured`)
    return [
      { what: `a claim of ${A_SENDER / 4} devices${of}`, siaran: claims, unit: 'ms' },
      { what: `renewal of ${A_SENDER.toLocaleString('en')} leases${of}`, siaran: renewals, unit: 'ms' },
      { what: `the fleet's standing, asked by each sender each second${of}`, siaran: standings, unit: 'ms' },
      {
        what: `a dispatcher's search for devices that have room${of}`,
        siaran: turns.search,
        unit: 'ms',
        note: `for ${DEVICES_A_SEARCH / DEVICES_A_TURN} turns, if there are so many`,
      },
      {
        what: `a dispatcher's turn without its messages' share${of}`,
        siaran: turns.claim,
        unit: 'ms',
        note: `claiming 3 messages of each of ${DEVICES_A_TURN} devices`,
      },
      { what: `the rest of the turn, a message${of}`, siaran: turns.rest, unit: 'ms', note: 'lines and slots' },
      { what: `an acknowledgement, in batches of 100${of}`, siaran: acks, unit: 'ms' },
      {
        what: `bytes of a message with its indexes${of}`,
        siaran: bytes!.messages,
        unit: 'bytes',
        note: `and ${Math.round(bytes!.events)} of each event in its ledger`,
      },
    ]
  } finally {
    await db.stop()
    await stores.stop()
  }
}

async function dispatchTurns(db: Database, cost: Meter): Promise<{ search: number; claim: number; rest: number }> {
  const ahead = { window: 100, secondsAhead: SECONDS_AHEAD }
  let found = await findDevicesWithRoom(db, { ...ahead, devices: DEVICES_A_SEARCH })
  const search = await cost(TIMES, async () => {
    found = await findDevicesWithRoom(db, { ...ahead, devices: DEVICES_A_SEARCH })
  })
  let claimed: DueMessage[] = []
  let messages = 0
  const claim: number[] = []
  const rest: number[] = []
  for (let n = 0; n < TIMES; n++) {
    const some = found.slice(n * DEVICES_A_TURN, (n + 1) * DEVICES_A_TURN)
    claim.push(
      await cost(1, async () => {
        claimed = (await claimDueMessages(db, some, { ...ahead, worker: 'bench' })).messages
      }),
    )
    messages += claimed.length
    rest.push(
      await cost(1, async () => {
        await readDeviceLines(db, [...new Set(claimed.map(({ deviceId }) => deviceId))])
        const planned = claimed.map(({ id }) => ({ id, content: 'Hi', slot: new Date(), gapMs: 3_000 }))
        await queueMessages(db, 'bench', planned)
      }),
    )
  }
  return { search, claim: sum(claim) / TIMES, rest: sum(rest) / messages }
}

async function acknowledgements(db: Database, cost: Meter): Promise<number> {
  const { rows } = await db.pool.query<{ id: string; deviceId: string }>(
    `update messages set status = 'sending', lease_epoch = 1, sending_at = now() where status = 'queued'
     returning id, device_id as "deviceId"`,
  )
  await db.pool.query(`update messages set status = 'sent', sent_at = now(), transport_message_id = id::text
     where status = 'sending'`)
  const all = await cost(1, async () => {
    for (const level of ['delivered', 'read'] as const)
      for (let from = 0; from < rows.length; from += 100) {
        const acks = rows
          .slice(from, from + 100)
          .map(({ id, deviceId }) => ({ deviceId, messageId: id, transportMessageId: id, level, at: new Date() }))
        await acknowledgeMessages(db, acks)
      }
  })
  return all / rows.length / 2
}

/** By two fillings: what is there once for each queue falls out of their difference. */
async function measureRedis({ temporaryFolder }: Stage): Promise<Finding[]> {
  const QUEUES = 1_000
  const stores = await startTestStores({ dataDir: temporaryFolder('scale-redis') })
  const redis = openRedis(stores.redisUrl, testLog)
  await redis.start()
  const produce = createProducer({ redis: redis.client, log: testLog, now: Date.now })
  const id = (queue: number, n: number) =>
    `01a2045d-0000-7000-8000-${String(queue).padStart(8, '0')}${String(n).padStart(4, '0')}`
  const fill = async (from: number, to: number) => {
    for (let queue = 0; queue < QUEUES; queue++)
      await produce.addDeviceJobs(
        id(queue, 0),
        Array.from({ length: to - from }, (_, n) => ({
          messageId: id(queue, from + n),
          campaignId: id(0, 0),
          dispatch: 1,
          slot: Date.now() + 600_000 + n * 3_000,
          gapMs: 3_000,
        })),
      )
    return Number(/used_memory:(\d+)/.exec(await redis.client.info('memory'))![1])
  }
  try {
    const empty = Number(/used_memory:(\d+)/.exec(await redis.client.info('memory'))![1])
    const one = await fill(0, 1)
    const eleven = await fill(1, 11)
    const job = (eleven - one) / QUEUES / 10
    return [
      { what: 'Redis memory of a job that waits for its slot', siaran: job, unit: 'bytes' },
      { what: 'Redis memory of a device queue', siaran: (one - empty) / QUEUES - job, unit: 'bytes' },
    ]
  } finally {
    await produce.close()
    await redis.stop()
    await stores.stop()
  }
}

type Meter = (times: number, run: (n: number) => Promise<void>) => Promise<number>

function createMeter(postgres: number): Meter {
  return async (times, run) => {
    const before = usageOf(postgres).cpuSeconds
    for (let n = 0; n < times; n++) await run(n)
    return ((usageOf(postgres).cpuSeconds - before) * 1_000) / times
  }
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
