import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createPhoneNetwork, type PhoneNetwork, type PhoneNetworkClient, phoneNetworkClient } from '../src/index.js'

let network: PhoneNetwork
let url: string
let client: PhoneNetworkClient
let customer: Server
let hookUrl: string
let answer: string
let calls: { type: string | undefined; body: string }[]
let heard: () => void

beforeEach(async () => {
  network = createPhoneNetwork({ behaviour: { latencyMs: 0, ackDelayMs: 1, rates: { read: 1 } } })
  url = (await network.start()).url
  client = phoneNetworkClient(url)
  answer = ''
  calls = []
  heard = () => {}
  customer = createServer(async (request, response) => {
    calls.push({ type: request.headers['content-type'], body: await text(request) })
    response.end(answer)
    heard()
  })
  await new Promise<void>((done) => customer.listen(0, '127.0.0.1', done))
  hookUrl = `http://127.0.0.1:${(customer.address() as AddressInfo).port}/hook`
})
afterEach(async () => {
  await network.stop()
  customer.closeAllConnections()
  await new Promise((done) => customer.close(done))
})

const called = (satisfied: () => boolean) =>
  new Promise<void>((resolve) => {
    heard = () => satisfied() && resolve()
    heard()
  })
const json = () => calls.map(({ body }) => JSON.parse(body))
const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })
const said = async (asked: Promise<Response>) => {
  const response = await asked
  return { http: response.status, ...JSON.parse(await response.text()) }
}

describe('Wablas', () => {
  const authorization = 'token.secret'
  const send = (path: string, fields: Record<string, string>, headers = { authorization }) =>
    said(fetch(`${url}/wablas/api/${path}`, { ...form(fields), headers }))
  beforeEach(() => client.putOnGateway('d1', { gateway: 'wablas', secret: authorization, hookUrl }))

  test('a message is taken under an id, reaches its phone, and is tracked by calls', async () => {
    const sent = await send('send-message', { phone: '60123456789', message: 'Hi', ref_id: 'm1', retry: 'false' })
    expect(sent).toMatchObject({ http: 200, status: true, data: { messages: [{ status: 'pending' }] } })
    const [{ id }] = sent.data.messages
    expect(await client.allEntries()).toMatchObject([
      { device: 'd1', id: 'm1', messageId: id, to: '+60123456789', text: 'Hi' },
    ])
    await called(() => calls.length === 3)
    expect(json().map((call) => [call.id, call.status])).toEqual([
      [id, 'sent'],
      [id, 'delivered'],
      [id, 'read'],
    ])
  })

  test('failures come with a 200: another token, no quota, a phone that is away; and a number that nobody has comes later', async () => {
    const message = { phone: '60123456789', message: 'Hi' }
    const wrong = { http: 200, status: false, message: 'token invalid' }
    expect(await send('send-message', message, { authorization: 'x' })).toEqual(wrong)
    await client.drop('d1')
    expect(await send('send-message', message)).toMatchObject({ status: false, message: 'device is disconnected' })
    const info = () => said(fetch(`${url}/wablas/api/device/info?token=${authorization}`))
    expect(await info()).toMatchObject({ data: { status: 'disconnected' } })
    await client.restore('d1')
    await called(() => calls.length === 2)
    expect(json().map(({ status }) => status)).toEqual(['disconnected', 'connected'])
    expect(await info()).toMatchObject({ data: { status: 'connected' } })
    await client.setBehaviour({ rates: { notOnWhatsApp: 1 } })
    const taken = await send('send-message', message)
    await called(() => calls.length === 3)
    expect(json()[2]).toMatchObject({ id: taken.data.messages[0].id, status: 'rejected' })
    await client.putOnGateway('d1', { gateway: 'wablas', secret: authorization, quota: 0 })
    expect(await send('send-message', message)).toMatchObject({ status: false })
    expect(await client.allEntries()).toEqual([])
  })

  test('what the customer answers to an incoming message goes to the phone', async () => {
    answer = 'ok'
    await client.incoming({ from: '+60123456789', to: 'd1', text: 'Berapa?' })
    await called(() => calls.length > 3) // the reply has a life of its own
    expect(json()[0]).toMatchObject({ phone: '60123456789', message: 'Berapa?', isFromMe: false, isGroup: false })
    expect(await client.allEntries()).toMatchObject([{ to: '+60123456789', text: 'ok' }])
  })
})

describe('Whacenter', () => {
  const send = (fields: Record<string, string>) =>
    said(fetch(`${url}/whacenter/api/send`, form({ device_id: 'w1', number: '60123456789', message: 'Hi', ...fields })))
  beforeEach(() => client.putOnGateway('d2', { gateway: 'whacenter', secret: 'w1', hookUrl }))

  test('a message is taken without an id, and an answer of its phone comes as a form', async () => {
    expect(await send({ file: 'https://example.test/a.pdf' })).toEqual({
      http: 200,
      status: true,
      message: 'Message queued',
    })
    expect(await client.allEntries()).toMatchObject([{ device: 'd2', type: 'document', text: 'Hi' }])
    await client.incoming({ from: '+60123456789', to: 'd2', text: 'Berapa & bila?' })
    await called(() => calls.length === 1)
    expect(calls[0]!.type).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(calls[0]!.body))).toMatchObject({
      from: '60123456789',
      message: 'Berapa & bila?',
    })
  })

  test('what it says of a failure stands in one of four fields', async () => {
    expect(await send({ device_id: 'x' })).toMatchObject({ status: false, msg: expect.any(String) })
    await client.drop('d2')
    expect(await send({})).toMatchObject({ success: false, error: expect.any(String) })
    await client.restore('d2')
    await client.setBehaviour({ rates: { unavailable: 1 } })
    expect(await send({})).toMatchObject({ status: false, message: expect.any(String) })
    await client.putOnGateway('d2', { gateway: 'whacenter', secret: 'w1', quota: 0 })
    expect(await send({})).toMatchObject({ status: false, reason: expect.any(String) })
  })
})
