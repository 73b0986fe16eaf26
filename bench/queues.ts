import { startStack } from '@siaran/local-stack'
import { createProducer, openRedis } from '@siaran/queue'
import { insertCampaign, testLog as log } from '@siaran/testkit'
import { openBench } from './database.js'
import type { Section } from './section.js'
import { quietStack } from './siaran.js'
import { median } from './statistics.js'

const DEVICES = 1_000
const JOBS_A_DEVICE = 100
const READS = 20

export const section: Section = {
  name: 'queues',
  title: 'Queues: how they stand, with 1,000 device queues that hold work',
  async run({ note, temporaryFolder }) {
    const stack = await startStack({
      environment: quietStack(temporaryFolder('queues')),
      durable: false,
    })
    const db = openBench(stack.urls.database)
    const redis = openRedis(stack.urls.redis, log)
    await redis.start()
    const produce = createProducer({ redis: redis.client, log, now: Date.now })
    try {
      const { workspaceId } = await db.prisma.user.findUniqueOrThrow({ where: { email: stack.signIn.email } })
      const { id: campaignId } = await insertCampaign(db, { workspaceId, expandedAt: new Date() })
      const { rows } = await db.pool.query<{ id: string; deviceId: string }>(
        `with device as (
           insert into devices (workspace_id, name, transport) select $1, 'Device ' || n, 'simulator'
           from generate_series(1, $3::int) n returning id)
         insert into messages (workspace_id, campaign_id, device_id, recipient_phone, status, content, dispatch_number,
           scheduled_at)
         select $1, $2, d.id, '+6012' || (1000000 + n), 'queued', 'Hi', 1, now() + interval '1 hour'
         from device d, generate_series(1, $4::int) n
         returning id, device_id as "deviceId"`,
        [workspaceId, campaignId, DEVICES, JOBS_A_DEVICE],
      )
      const slot = Date.now() + 3_600_000
      const jobs = new Map<string, string[]>()
      for (const { id, deviceId } of rows) jobs.set(deviceId, [...(jobs.get(deviceId) ?? []), id])
      for (const [deviceId, ids] of jobs)
        await produce.addDeviceJobs(
          deviceId,
          ids.map((messageId) => ({ messageId, campaignId, dispatch: 1, slot, gapMs: 0 })),
        )
      await db.pool.query('vacuum analyze')
      note(`${DEVICES.toLocaleString('en')} devices with ${JOBS_A_DEVICE} jobs each, ${READS} reads of each address`)

      const headers = { authorization: `Bearer ${await signedIn(stack.urls.api, stack.signIn)}` }
      const read = async (path: string, queuesIn: (body: never) => unknown[]): Promise<number> => {
        const times: number[] = []
        // The first ones open the queues.
        for (let n = -2; n < READS; n++) {
          const begun = performance.now()
          const response = await fetch(`${stack.urls.api}${path}`, { headers })
          const queues = queuesIn((await response.json()) as never)
          if (n >= 0) times.push(performance.now() - begun)
          if (queues.length < DEVICES) throw new Error(`${path} shows ${queues.length} queues`)
          // The board keeps what it knows for a second; each read is to pay for itself.
          await new Promise((resolve) => setTimeout(resolve, 1_100))
        }
        return median(times)
      }
      const note300 = 'to be under 300'
      return [
        {
          what: 'GET /api/v1/queues, p50',
          siaran: await read('/api/v1/queues', ({ data }: { data: unknown[] }) => data),
          unit: 'ms',
          note: note300,
        },
        {
          what: 'GET /admin/queues/api/queues (Bull Board), p50',
          siaran: await read('/admin/queues/api/queues', ({ queues }: { queues: unknown[] }) => queues),
          unit: 'ms',
          note: note300,
        },
      ]
    } finally {
      await produce.close()
      await redis.stop()
      await db.stop()
      await stack.stop()
    }
  },
}

async function signedIn(api: string, signIn: { email: string; password: string }): Promise<string> {
  const response = await fetch(`${api}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signIn),
  })
  return ((await response.json()) as { data: { token: string } }).data.token
}
