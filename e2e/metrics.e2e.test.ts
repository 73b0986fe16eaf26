import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openDatabase } from '@siaran/db'
import { freePorts } from '@siaran/local-stack'
import { until } from '@siaran/testkit'
import { type Metric, readExposition, sampleOf } from './exposition.js'
import { alertRules, dashboardPanels, expressionsOf, metricsIn, selectorsIn } from './ops.js'
import { campaignTo, leadsCsv, type Siaran, startSiaran } from './siaran.js'

const SERVICES = ['api', 'scheduler', 'campaign-worker', 'device-sender-1'] as const
type Service = (typeof SERVICES)[number]

let siaran: Siaran
const addresses = new Map<Service, string>()

beforeAll(async () => {
  const ports = await freePorts(SERVICES.length)
  siaran = await startSiaran({
    serviceEnvironment: Object.fromEntries(SERVICES.map((service, n) => [service, { HEALTH_PORT: String(ports[n]) }])),
  })
  for (const [n, service] of SERVICES.entries())
    addresses.set(service, service === 'api' ? siaran.stack.urls.api : `http://127.0.0.1:${ports[n]}`)
})
afterAll(() => siaran?.stop())

const scrape = async (service: Service): Promise<Metric[]> =>
  readExposition(await (await fetch(`${addresses.get(service)}/metrics`)).text())
const scrapeAll = () => Promise.all(SERVICES.map(scrape))
/** A figure over all services: what each did itself. */
const summed = async (name: string, labels: Record<string, string>) =>
  (await scrapeAll()).reduce((sum, metrics) => sum + (sampleOf(metrics, name, labels) ?? 0), 0)

/** The table of docs/metrics.md, as it would be written of what the services expose. */
function tableOf(exposed: readonly Metric[][]): string[] {
  const rows = new Map<string, { metric: Metric; labels: Set<string>; services: string[] }>()
  for (const [n, metrics] of exposed.entries())
    for (const metric of metrics.filter(({ name }) => name.startsWith('siaran_'))) {
      const row = rows.get(metric.name) ?? { metric, labels: new Set(), services: [] }
      for (const { labels } of metric.samples)
        for (const label of Object.keys(labels)) if (label !== 'service' && label !== 'le') row.labels.add(label)
      row.services.push(SERVICES[n]!.replace('-1', ''))
      rows.set(metric.name, row)
    }
  return [...rows.values()].map(({ metric: { name, type, help }, labels, services }) => {
    const where = services.length === SERVICES.length ? 'all' : services.join(', ')
    return `| \`${name}\` | ${type} | ${[...labels].map((label) => `\`${label}\``).join(', ')} | ${where} | ${help} |`
  })
}

test('a campaign is seen in the figures of the services that carried it', async () => {
  const [deviceId] = await siaran.onlineDevices(1)
  await siaran.importCsv(leadsCsv(6, { niche: 'measured', first: 4_000_000 }), { deviceId: deviceId! })
  await siaran.network.setBehaviour({ rates: { read: 1 } })
  const id = await siaran.createCampaign(campaignTo('measured'))
  await siaran.api.POST('/api/v1/campaigns/{id}/start', { params: { path: { id } }, body: {} })
  await siaran.untilCampaign(id, 'completed')

  const sender = async (name: string, labels: Record<string, string> = {}) =>
    sampleOf(await scrape('device-sender-1'), name, labels)
  await until(async () => (await sender('siaran_messages_total', { state: 'read' })) === 6, 'all are heard to be read')
  expect(await sender('siaran_sends_total', { transport: 'simulator', outcome: 'accepted' })).toBe(6)
  expect(await sender('siaran_messages_total', { state: 'sent' })).toBe(6)
  expect(await sender('siaran_send_duration_seconds_count', { transport: 'simulator' })).toBe(6)
  expect(await sender('siaran_send_late_seconds_count')).toBe(6)
  expect(await sender('siaran_ack_lag_seconds_count', { level: 'read' })).toBe(6)
  expect(await summed('siaran_campaign_duration_seconds_count', { state: 'completed' })).toBe(1)
  await until(
    async () => sampleOf(await scrape('scheduler'), 'siaran_devices', { state: 'online' }) === 1,
    'the scheduler has read that the device is online',
  )
  expect(sampleOf(await scrape('scheduler'), 'siaran_devices_without_sender')).toBe(0)
  expect(sampleOf(await scrape('api'), 'siaran_scheduler_heartbeat_age_seconds')).toBeLessThan(60)
})

test('whoever moves messages and ends campaigns, all services together count what the ledger of transitions holds', async () => {
  const id = await siaran.createCampaign(campaignTo('measured', { throttleConfig: { messagesPerMinute: 1 } }))
  const one = { params: { path: { id } } }
  await siaran.api.POST('/api/v1/campaigns/{id}/start', { ...one, body: {} })
  await until(async () => (await siaran.campaign(id)).totalRecipients === 6, 'it is expanded')
  const { data: leads } = await siaran.api.GET('/api/v1/leads', { params: { query: { niche: 'measured' } } })
  // Neither the first nor the last of them: that one is not handed over yet.
  const lead = leads!.data[2]!
  await siaran.api.DELETE('/api/v1/leads/{id}', { params: { path: { id: lead.id } } })
  await siaran.api.POST('/api/v1/campaigns/{id}/cancel', one)

  const db = openDatabase(siaran.stack.urls.database, { name: 'test' })
  const ledger = async () =>
    (
      await db.pool.query<{ status: string; moved: number }>(
        `select status, count(*)::int as moved from
          (select status from message_events union all select 'pending' from messages) every
         group by status`,
      )
    ).rows
  await until(async () => {
    const held = await ledger()
    const counted = await Promise.all(held.map(({ status }) => summed('siaran_messages_total', { state: status })))
    const ended = ['skipped', 'cancelled'].every((end) => held.some(({ status }) => status === end))
    return ended && held.every(({ moved }, n) => moved === counted[n])
  }, 'the services count what the ledger holds')
  await db.stop()
  expect(await summed('siaran_campaign_duration_seconds_count', { state: 'cancelled' })).toBe(1)
})

test('a device that somebody else took is counted as a lost lease', async () => {
  const db = openDatabase(siaran.stack.urls.database, { name: 'test' })
  await db.pool.query(
    "update devices set lease_owner = 'thief', lease_epoch = lease_epoch + 1, lease_until = now() + interval '3 s'",
  )
  await db.stop()
  await until(
    async () => sampleOf(await scrape('device-sender-1'), 'siaran_leases_lost_total') === 1,
    'the sender has seen that the device is not its own',
  )
})

test('docs/metrics.md lists every metric of every service, with its labels and its meaning, and no other', async () => {
  const rows = readFileSync(join(__dirname, '../docs/metrics.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `siaran_'))
  expect(rows.sort()).toEqual(tableOf(await scrapeAll()).sort())
})

test.each(SERVICES)('%s tells of its own memory, CPU, event loop, pool and way to Redis', async (service) => {
  const metrics = await scrape(service)
  const own = service.replace('-1', '')
  for (const name of [
    'process_resident_memory_bytes',
    'process_cpu_seconds_total',
    'nodejs_eventloop_lag_p99_seconds',
    'siaran_redis_round_trip_seconds',
  ])
    expect({ name, value: sampleOf(metrics, name, { service: own }) }).toEqual({ name, value: expect.any(Number) })
  for (const state of ['in_use', 'idle'])
    expect(sampleOf(metrics, 'siaran_postgres_connections', { service: own, state })).toBeGreaterThanOrEqual(0)
})

test('alerts and dashboard name only metrics that are there, and only values of their labels that are', async () => {
  const samples = (await scrapeAll()).flat().flatMap((metric) => metric.samples)
  const names = new Set(samples.map(({ name }) => name))
  const expressions = [...alertRules().map(({ expr }) => expr), ...expressionsOf(dashboardPanels())]
  for (const expression of expressions) {
    for (const name of metricsIn(expression)) expect(names).toContain(name)
    for (const { name, label, values } of selectorsIn(expression)) {
      const known = samples.filter((sample) => sample.name === name).map(({ labels }) => labels[label])
      for (const value of values)
        expect({ name, label, known }).toMatchObject({ known: expect.arrayContaining([value]) })
    }
  }
})

test('no label tells one device, campaign, phone or person from another', async () => {
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}/
  for (const metrics of await scrapeAll())
    for (const { samples } of metrics)
      for (const { labels } of samples) for (const value of Object.values(labels)) expect(value).not.toMatch(uuid)
})
