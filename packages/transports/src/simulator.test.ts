import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from '@jest/globals'
import { recordDevice } from './conformance-recorder.js'
import { createSimulatorTransport } from './simulator.js'

test('an event for a device that nobody here holds is acknowledged only when the device was given back', async () => {
  const happened: string[] = []
  let refusals = 1
  let seen = () => {}
  const acknowledged = new Promise<void>((resolve) => {
    seen = resolve
  })
  const event = {
    type: 'incoming',
    seq: 1,
    device: 'gone',
    from: '+60123456789',
    text: 'Hi',
    at: '2026-11-22T08:00:00Z',
  }
  const network = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body))
    const { ackUpTo } = JSON.parse(await text(request))
    if (request.url?.endsWith('/connect')) return answer(200, { status: 'online' })
    if (request.url === '/devices/gone/disconnect') {
      happened.push('given back')
      return refusals-- > 0 ? answer(500, 'busy') : answer(200, { status: 'disconnected' })
    }
    if (request.url?.endsWith('/disconnect')) return answer(200, { status: 'disconnected' })
    happened.push(`acknowledged ${ackUpTo}`)
    if (ackUpTo === 0) return answer(200, { stream: 's', events: [event] })
    seen() // and the poll stays open
  })
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve))
  const { port } = network.address() as AddressInfo
  const transport = createSimulatorTransport({ url: `http://127.0.0.1:${port}`, ownerId: 'a', passedBy() {} })
  await transport.open({ id: 'd1', settings: {}, credentials: {} }, recordDevice())
  await acknowledged
  await transport.close()
  await new Promise((resolve) => network.close(resolve))
  expect(happened).toEqual(['acknowledged 0', 'given back', 'acknowledged 0', 'given back', 'acknowledged 1'])
})
