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
  const completed = await Promise.all(
    (['campaign-worker', 'device-sender-1'] as const).map(async (service) =>
      sampleOf(await scrape(service), 'siaran_campaign_duration_seconds_count'),
    ),
  )
  expect(completed.reduce((sum, count) => sum! + count!)).toBe(1)
  await until(
    async () => sampleOf(await scrape('scheduler'), 'siaran_devices', { state: 'online' }) === 1,
    'the scheduler has read that the device is online',
  )
  expect(sampleOf(await scrape('scheduler'), 'siaran_devices_without_sender')).toBe(0)
  expect(sampleOf(await scrape('api'), 'siaran_scheduler_heartbeat_age_seconds')).toBeLessThan(60)
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
