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
  siaran = await startSiaran({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } })
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

const START = 'POST /api/v1/campaigns/:id/start'
const LEADS = 6

test('one trace leads from the request that starts a campaign, over its jobs, to each send', async () => {
  const [deviceId] = await siaran.onlineDevices(1)
  await siaran.importCsv(leadsCsv(LEADS, { niche: 'traced', first: 4_100_000 }), { deviceId: deviceId! })
  const id = await siaran.createCampaign(campaignTo('traced'))
  await siaran.api.POST('/api/v1/campaigns/{id}/start', { params: { path: { id } }, body: {} })
  await siaran.untilCampaign(id, 'completed')
  await until(() => named('message.send').length === LEADS && named(START).length === 1, 'all spans have come')

  const [request] = named(START)
  const below = spans.filter(({ traceId, spanId }) => traceId === request!.traceId && spanId !== request!.spanId)
  expect(new Set(below.map(({ service, name }) => `${service}: ${name}`))).toEqual(
    new Set([
      'siaran-scheduler: campaign.due',
      'siaran-campaign-worker: campaign.expand',
      'siaran-campaign-worker: messages.dispatch',
      'siaran-device-sender: message.send',
    ]),
  )
  for (const { parentSpanId } of below) expect(parentSpanId).toBe(request!.spanId)
  for (const send of named('message.send')) {
    expect(valueIn(send, 'siaran.campaign_id')).toBe(id)
    expect(valueIn(send, 'siaran.outcome')).toBe('accepted')
  }
  expect(new Set(named('message.send').map((send) => valueIn(send, 'siaran.message_id'))).size).toBe(LEADS)
  expect(JSON.stringify(spans)).not.toContain('+6013')
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
