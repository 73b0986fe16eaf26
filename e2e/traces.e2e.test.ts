import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { until } from '@siaran/testkit'
import { campaignTo, leadsCsv, type Siaran, startSiaran } from './siaran.js'

/** A span as OTLP carries it in JSON. */
interface Span {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  attributes: { key: string; value: { stringValue?: string; intValue?: number | string } }[]
}

const LEADS = 6

/** Takes traces as a collector does, and keeps them. */
const spans: (Span & { service: string })[] = []
let collector: Server
let siaran: Siaran

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (request.url === '/v1/traces') take(JSON.parse(Buffer.concat(chunks).toString()))
    response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const { port } = collector.address() as { port: number }
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, SIARAN_ENROL_INTERVAL_MS: '500' }
  siaran = await startSiaran({ environment })
  const [deviceId] = await siaran.onlineDevices(1)
  await siaran.importCsv(leadsCsv(LEADS, { niche: 'traced', first: 4_100_000 }), { deviceId: deviceId! })
})
afterAll(async () => {
  await siaran?.stop()
  collector?.closeAllConnections()
  collector?.close()
})

type Attribute = Span['attributes'][number]
function take(body: {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[]
}): void {
  for (const { resource, scopeSpans } of body.resourceSpans) {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? ''
    for (const scope of scopeSpans) spans.push(...scope.spans.map((span) => ({ ...span, service })))
  }
}
const named = (name: string) => spans.filter((span) => span.name === name)
const valueIn = ({ attributes }: Span, name: string) => attributes.find(({ key }) => key === name)?.value.stringValue

type Place = `siaran-${string}: ${string}`
/** The spans that a request, of which there is one, began: at these places, right below it. */
async function roadBelow(request: string, places: readonly Place[], sends: number): Promise<Span[]> {
  const road = () => {
    const top = named(request)[0]
    return spans.filter(({ traceId, spanId }) => traceId === top?.traceId && spanId !== top.spanId)
  }
  const seen = () => new Set(road().map(({ service, name }) => `${service}: ${name}`))
  const isWhole = () => seen().size >= places.length && road().filter(({ name }) => name === SEND).length === sends
  await until(isWhole, `${request}: all its spans have come`)
  expect(named(request)).toHaveLength(1)
  expect(seen()).toEqual(new Set(places))
  for (const { parentSpanId } of road()) expect(parentSpanId).toBe(named(request)[0]!.spanId)
  return road()
}

const SEND = 'message.send'
const CAMPAIGN_ROAD: Place[] = [
  'siaran-scheduler: campaign.due',
  'siaran-campaign-worker: campaign.expand',
  'siaran-campaign-worker: messages.dispatch',
  'siaran-device-sender: message.send',
]
const JOURNEY_ROAD: Place[] = [
  'siaran-campaign-worker: leads.enrol',
  'siaran-campaign-worker: messages.dispatch',
  'siaran-device-sender: message.send',
]
const START = 'POST /api/v1/campaigns/:id/start'

test('one trace leads from the request that starts a campaign, over its jobs, to each send', async () => {
  const id = await siaran.createCampaign(campaignTo('traced'))
  await siaran.api.POST('/api/v1/campaigns/{id}/start', { params: { path: { id } }, body: {} })
  await siaran.untilCampaign(id, 'completed')

  const road = await roadBelow(START, CAMPAIGN_ROAD, LEADS)
  const sends = road.filter(({ name }) => name === SEND)
  for (const send of sends) {
    expect(valueIn(send, 'siaran.campaign_id')).toBe(id)
    expect(valueIn(send, 'siaran.outcome')).toBe('accepted')
  }
  expect(new Set(sends.map((send) => valueIn(send, 'siaran.message_id'))).size).toBe(LEADS)
  expect(JSON.stringify(spans)).not.toContain('+6013')
})

test('a campaign that starts as it is created is in the trace of that request', async () => {
  spans.length = 0
  const id = await siaran.createCampaign(campaignTo('traced', { scheduleType: 'now' }))
  await siaran.untilCampaign(id, 'completed')
  await roadBelow('POST /api/v1/campaigns', CAMPAIGN_ROAD, LEADS)
})

/** A sequence of one step for this trigger, and a lead that waits with it. */
async function sequenceFor(trigger: string, status: 'draft' | 'active', phone: string): Promise<string> {
  await siaran.api.POST('/api/v1/leads', { body: { phone, firstName: 'Aisyah', trigger } })
  const steps = [{ messageType: 'text' as const, messageContent: 'Hi', delayMinutes: 0 }]
  const created = await siaran.api.POST('/api/v1/sequences', { body: { name: trigger, trigger, status, steps } })
  return created.data!.data.id
}

test('a sequence carries the trace of the request that activated it, over the enrolment, to the sends of its journeys', async () => {
  const id = await sequenceFor('menunggu', 'draft', '0135550001')
  spans.length = 0
  await siaran.api.POST('/api/v1/sequences/{id}/activate', { params: { path: { id } } })
  const road = await roadBelow('POST /api/v1/sequences/:id/activate', JOURNEY_ROAD, 1)
  for (const span of road) expect(valueIn(span, 'siaran.campaign_id')).toBe(id)
})

test('so does one that is created active', async () => {
  spans.length = 0
  await sequenceFor('terus', 'active', '0135550002')
  await roadBelow('POST /api/v1/sequences', JOURNEY_ROAD, 1)
})

test('a caller that brings a trace finds the request in it', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` }
  await fetch(`${siaran.stack.urls.api}/api/v1/campaigns`, { headers })
  await until(() => spans.some((span) => span.traceId === traceId), 'the span has come')
  expect(spans.find((span) => span.traceId === traceId)).toMatchObject({
    name: 'GET /api/v1/campaigns',
    parentSpanId: '00f067aa0ba902b7',
  })
})

test('an endpoint that does not answer holds nothing up', async () => {
  collector.closeAllConnections()
  await new Promise((resolve) => collector.close(resolve))
  const before = (await siaran.network.allEntries()).length
  const id = await siaran.createCampaign(campaignTo('traced'))
  await siaran.api.POST('/api/v1/campaigns/{id}/start', { params: { path: { id } }, body: {} })
  await siaran.untilCampaign(id, 'completed')
  expect((await siaran.network.allEntries()).length - before).toBe(LEADS)
})
