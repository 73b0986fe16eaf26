import { type Stack, startStack } from '@siaran/local-stack'
import { phoneNetworkClient } from '@siaran/phone-network'
import { until } from '@siaran/testkit'
import { startContestant } from './contestant.js'
import { openBench } from './database.js'
import { type Usage, usageOf } from './processes.js'
import { type Finding, interleaved, type Section, type Stage } from './section.js'
import { insertLeads } from './seed.js'
import { apiOf, draftCampaign, onlineDevices, quietStack } from './siaran.js'
import { median } from './statistics.js'
import { commandCount, resetStatements, statementCount } from './store-counts.js'

/** How many device queues, and messages a round: as long as a few seconds for the fastest. */
const sizes = [
  { queues: 1, messages: 1_000, plain: 300 },
  { queues: 1_000, messages: 20_000, plain: 1_000 },
]
const ROUNDS = 3

export const section: Section = {
  name: 'sending',
  title: 'Sending: from the start of a campaign to all of it sent',
  async run(stage) {
    const findings: Finding[] = []
    for (const size of sizes) findings.push(...(await measure(stage, size)))
    return findings
  },
}

async function measure(stage: Stage, { queues, messages, plain }: (typeof sizes)[number]): Promise<Finding[]> {
  const stack = await startStack({
    environment: quietStack(stage.temporaryFolder(`sending-${queues}`)),
  })
  const db = openBench(stack.urls.database)
  const api = await apiOf(stack)
  const contestants = {
    bullmq: await startContestant('bare-bullmq', { REDIS_URL: stack.urls.redis, QUEUES: String(queues) }),
    plain: await startContestant('plain-way', {
      DATABASE_URL: stack.urls.database,
      REDIS_URL: stack.urls.redis,
      PHONE_NETWORK_URL: stack.urls.phoneNetwork,
      DEVICES: String(queues),
    }),
  }
  try {
    // Instant, and silent: what follows a send would be paid by Siaran alone.
    await phoneNetworkClient(stack.urls.phoneNetwork).setBehaviour({ latencyMs: 0, ackDelayMs: 600_000 })
    const { workspaceId, deviceIds } = await onlineDevices(db, stack, queues)
    await insertLeads(db, { workspaceId, deviceIds, count: messages, niche: 'bench' })
    const costs: Cost[] = []

    const siaran = async () => {
      const id = await draftCampaign(api)
      const cost = await meter(stack)
      const begun = performance.now()
      await api.post(`/campaigns/${id}/start`, { confirm: messages })
      await until(async () => {
        const { rows } = await db.pool.query(
          'select coalesce(sum(sent_total), 0)::int as sent from campaign_devices where campaign_id = $1',
          [id],
        )
        return rows[0].sent >= messages
      }, 'all is sent')
      const seconds = (performance.now() - begun) / 1_000
      costs.push(await cost(messages, seconds))
      stage.note(`${queues} queues: Siaran ${Math.round(messages / seconds)} messages/s`)
      return messages / seconds
    }
    const rates = await interleaved(ROUNDS, {
      siaran,
      bullmq: () => contestants.bullmq.run(messages),
      plain: () => contestants.plain.run(plain),
    })
    stage.note(
      `${queues} queues: bare BullMQ ${Math.round(rates.bullmq)} jobs/s, the plain way ${Math.round(rates.plain)}`,
    )
    const over = queues === 1 ? 'on one device queue' : `over ${queues.toLocaleString('en')} device queues`
    return [
      {
        what: `messages from start to sent, ${over}`,
        siaran: rates.siaran,
        unit: 'messages/s',
        against: { what: `bare BullMQ, empty jobs ${over}`, value: rates.bullmq },
        aim: 0.5,
      },
      {
        what: `the same, beside the plain way`,
        siaran: rates.siaran,
        unit: 'messages/s',
        against: { what: 'a Prisma update for each step of each message', value: rates.plain },
        aim: 5,
      },
      ...describeCosts(costs, over),
    ]
  } finally {
    for (const contestant of Object.values(contestants)) contestant.stop()
    await db.stop()
    await stack.stop()
  }
}

/** What a round took, of each process and each store. */
interface Cost {
  cpuMsAMessage: Record<string, number>
  rssMb: Record<string, number>
  statements: number
  commands: number
}

async function meter(stack: Stack): Promise<(messages: number, seconds: number) => Promise<Cost>> {
  const read = () => new Map<string, Usage>(processesOf(stack).map(([name, pid]) => [name, usageOf(pid)]))
  const before = read()
  await resetStatements(stack)
  const commandsBefore = await commandCount(stack)
  return async (messages) => {
    const after = read()
    const names = [...after.keys()]
    return {
      cpuMsAMessage: Object.fromEntries(
        names.map((name) => [
          name,
          ((after.get(name)!.cpuSeconds - (before.get(name)?.cpuSeconds ?? 0)) * 1_000) / messages,
        ]),
      ),
      rssMb: Object.fromEntries(names.map((name) => [name, after.get(name)!.rssBytes / 2 ** 20])),
      statements: (await statementCount(stack)) / messages,
      commands: ((await commandCount(stack)) - commandsBefore) / messages,
    }
  }
}

function processesOf({ services, stores }: Stack): [string, number][] {
  return [
    ...services.flatMap(({ name, pid }) => (pid === undefined ? [] : [[name, pid] as [string, number]])),
    ['postgres', stores.postgres!],
    ['redis', stores.redis!],
  ]
}

function describeCosts(costs: readonly Cost[], over: string): Finding[] {
  const names = Object.keys(costs[0]!.cpuMsAMessage)
  const each = (read: (cost: Cost) => Record<string, number>, unit: string) =>
    names.map((name) => `${name} ${median(costs.map((cost) => read(cost)[name]!)).toPrecision(2)} ${unit}`).join(', ')
  const cpuMs = median(costs.map(({ cpuMsAMessage }) => Object.values(cpuMsAMessage).reduce((a, b) => a + b, 0)))
  return [
    { what: `CPU a message, ${over}`, siaran: cpuMs, unit: 'ms', note: each((cost) => cost.cpuMsAMessage, 'ms') },
    {
      what: `memory after it, ${over}`,
      siaran: median(costs.map(({ rssMb }) => Object.values(rssMb).reduce((a, b) => a + b, 0))),
      unit: 'MB RSS',
      note: each((cost) => cost.rssMb, 'MB'),
    },
    { what: `SQL statements a message, ${over}`, siaran: median(costs.map((cost) => cost.statements)), unit: '' },
    { what: `Redis commands a message, ${over}`, siaran: median(costs.map((cost) => cost.commands)), unit: '' },
  ]
}
