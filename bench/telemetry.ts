import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { finalCampaignStatuses, messageStatuses } from '@siaran/domain'
import { startStack } from '@siaran/local-stack'
import { phoneNetworkClient } from '@siaran/phone-network'
import { until } from '@siaran/testkit'
import { createMetrics, movementMetrics, openTracing, senderMetrics } from '../packages/platform/src/index.js'
import { openBench } from './database.js'
import { type Finding, interleaved, type Section, type Stage } from './section.js'
import { insertLeads } from './seed.js'
import { apiOf, draftCampaign, onlineDevices, quietStack } from './siaran.js'

/** As many as a process records of one name in one trace: each of these messages is traced. */
const TRACED = 100
const ROUNDS = 7
/** Calls a round of what takes less than a microsecond or a few. */
const CALLS = 200_000
const NS = 1_000

export const section: Section = {
  name: 'telemetry',
  title: 'Telemetry: what metrics and traces cost a message',
  async run(stage) {
    const collector = await startCollector()
    try {
      const message = await measureMessages(stage, collector.url)
      stage.note('messages: measured')
      return [...message.findings, ...(await measureCalls(collector.url, message.offMs))]
    } finally {
      collector.stop()
    }
  },
}

/** Takes whatever comes, and keeps nothing. A process of its own: what it costs is not ours. */
async function startCollector(): Promise<{ url: string; stop(): void }> {
  const program = `require('http').createServer((request, response) => request.resume().on('end', () => response.end('{}')))
    .listen(0, '127.0.0.1', function () { console.log(this.address().port) })`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = await once(child.stdout, 'data')
  return { url: `http://127.0.0.1:${String(port).trim()}`, stop: () => void child.kill() }
}

/** From one send to the next on one device queue, through all services, with tracing off and with each message traced. */
async function measureMessages(stage: Stage, endpoint: string): Promise<{ findings: Finding[]; offMs: number }> {
  const off = await startRoad(stage, 'off', {})
  const on = await startRoad(stage, 'on', { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })
  try {
    const ms = await interleaved(ROUNDS, { off: () => off.msAMessage(), on: () => on.msAMessage() })
    const against = { what: 'tracing off', value: ms.off }
    const what = 'a message on one device queue, traced from its start to its send'
    return { findings: [{ what, siaran: ms.on, unit: 'ms', against }], offMs: ms.off }
  } finally {
    await off.stop()
    await on.stop()
  }
}

async function startRoad(stage: Stage, name: string, environment: Record<string, string>) {
  const stack = await startStack({
    environment: { ...quietStack(stage.temporaryFolder(`telemetry-${name}`)), ...environment },
  })
  const db = openBench(stack.urls.database)
  const api = await apiOf(stack)
  await phoneNetworkClient(stack.urls.phoneNetwork).setBehaviour({ latencyMs: 0, ackDelayMs: 600_000 })
  await insertLeads(db, { ...(await onlineDevices(db, stack, 1)), count: TRACED, niche: 'bench' })
  return {
    async msAMessage(): Promise<number> {
      const id = await draftCampaign(api)
      await api.post(`/campaigns/${id}/start`, { confirm: TRACED })
      let row: { sent: number; ms: number } | undefined
      await until(async () => {
        const { rows } = await db.pool.query(
          `select count(sent_at)::int as sent,
            (extract(epoch from max(sent_at) - min(sent_at)) * 1000)::float8 as ms
           from messages where campaign_id = $1`,
          [id],
        )
        row = rows[0]
        return row!.sent === TRACED
      }, 'all is sent')
      return row!.ms / (TRACED - 1)
    },
    async stop() {
      await db.stop()
      await stack.stop()
    },
  }
}

/** What a process computes for one message; `messageMs`: how long one takes, to compare. */
async function measureCalls(endpoint: string, messageMs: number): Promise<Finding[]> {
  const off = await openTracing({ service: 'bench', endpoint: undefined })
  const on = await openTracing({ service: 'bench', endpoint })
  const registry = createMetrics('bench')
  const sender = senderMetrics(registry, ['simulator'])
  const movements = movementMetrics(registry, { messages: messageStatuses, campaigns: finalCampaignStatuses })
  let traces = 0
  const parent = () => `00-${(++traces).toString(16).padStart(32, '0')}-00f067aa0ba902b7-01`
  const attributes = {
    'siaran.campaign_id': '01a22068-ba38-7e22-bbcd-26672d5ef065',
    'siaran.message_id': '01a22068-ba38-7e22-bbcd-26672d5ef066',
    'siaran.device_id': '01a22068-ba38-7e22-bbcd-26672d5ef067',
    'siaran.transport': 'simulator',
  }
  const send = (tracing: typeof on, traceparent: string | null) =>
    tracing.begin('message.send', traceparent, attributes).end({ 'siaran.outcome': 'accepted' })
  const full = parent()
  for (let n = 0; n < TRACED; n++) send(on, full)

  const us = await interleaved(ROUNDS, {
    off: async () => cpuOf(CALLS, () => send(off, null)),
    // Page by page, as long as a sender takes for them: what is handed over faster than it is exported is dropped, and costs nothing.
    recorded: async () => {
      const pages = 40
      const before = process.cpuUsage()
      for (let page = 0; page < pages; page++) {
        const trace = parent()
        for (let n = 0; n < TRACED; n++) send(on, trace)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return microsecondsSince(before) / (pages * TRACED)
    },
    idle: async () => {
      const before = process.cpuUsage()
      for (let page = 0; page < 40; page++) await new Promise((resolve) => setTimeout(resolve, 50))
      return microsecondsSince(before) / (40 * TRACED)
    },
    unrecorded: async () => cpuOf(CALLS, () => send(on, full)),
    counters: async () =>
      cpuOf(CALLS, () => {
        sender.handedOver({ transport: 'simulator', outcome: 'accepted', seconds: 0.1, lateSeconds: 0.2 })
        sender.acknowledged('delivered', 1.5)
        sender.acknowledged('read', 3)
        for (const told of ['sending', 'sent', 'delivered', 'read'])
          movements.messagesMoved(JSON.parse(`{ "${told}" : 1 }`))
      }),
  })
  await on.stop()
  const finding = (what: string, value: number): Finding => ({
    what,
    ...(value < 1 ? { siaran: value * NS, unit: 'ns of CPU' } : { siaran: value, unit: 'µs of CPU' }),
    note: `${((value / (messageMs * 1_000)) * 100).toPrecision(2)} % of a message's ${messageMs.toPrecision(3)} ms`,
  })
  return [
    finding('a span of a send, tracing off', us.off),
    finding(`a span of a send, one of the first ${TRACED} of its trace, exported`, us.recorded - us.idle),
    finding(`a span of a send, after the first ${TRACED}`, us.unrecorded),
    finding('the counters of a message that is sent, delivered and read, each step told by itself', us.counters),
  ]
}

function cpuOf(calls: number, work: () => void): number {
  const before = process.cpuUsage()
  for (let n = 0; n < calls; n++) work()
  return microsecondsSince(before) / calls
}

function microsecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return user + system
}
