import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { describeTransport } from '../src/conformance.js'
import { recordDevice } from '../src/conformance-recorder.js'
import { buildOutboundMessage } from '../src/conformance-world.js'
import { readAllowList } from '../src/outbound/allow-list.js'
import { createWablasTransport } from '../src/wablas.js'
import { type GatewayWorld, openGatewayWorld } from './gateway-world.js'

describeTransport('Wablas', () => openGatewayWorld('wablas'))

describe('Wablas, beyond the suite', () => {
  let world: GatewayWorld
  beforeEach(async () => {
    world = await openGatewayWorld('wablas')
  })
  afterEach(() => world.close())

  const noHurry = () => new AbortController().signal
  const message = (fields: { text?: string; type?: 'document'; mediaUrl?: string } = {}) =>
    buildOutboundMessage({ to: world.newPhone(), ...fields })

  test('a quota that is used up: the message was not taken, and the device waits for a person', async () => {
    const device = world.newDevice()
    const says = recordDevice()
    const reasons: (string | undefined)[] = []
    const status: typeof says.status = (said, reason) => {
      reasons.push(reason)
      says.status(said)
    }
    const session = await world.createTransport().open(device, { ...says, status })
    await says.says('online')
    await world.client.putOnGateway(device.id, { gateway: 'wablas', secret: `${device.id}.secret`, quota: 1 })
    expect((await session.send(message(), noHurry())).kind).toBe('accepted')
    expect(await session.send(message(), noHurry())).toMatchObject({ kind: 'unavailable', scope: 'device' })
    expect(says.statuses.at(-1)).toBe('failed')
    expect(reasons.at(-1)).toMatch(/^Wablas says: your quota is exhausted.*connect the device again$/)
    session.look?.()
    expect(await session.send(message(), noHurry())).toMatchObject({ kind: 'unavailable', scope: 'device' })
    expect(await world.received()).toHaveLength(1)
  })

  test('a token that Wablas does not know, and settings that are none: failed, with a sentence, and nothing is called', async () => {
    const device = world.newDevice()
    const wrong = [
      { ...device, credentials: { token: 'another' } },
      { ...device, credentials: {} },
      { ...device, settings: { baseUrl: 'wablas' } },
    ]
    for (const each of wrong) {
      const says = recordDevice()
      const session = await world.createTransport().open(each, says)
      await says.says('failed')
      expect(says.statuses).toEqual(['connecting', 'failed'])
      expect((await session.send(message(), noHurry())).kind).toBe('unavailable')
    }
  })

  test('an address that must not be called fails the device', async () => {
    const says = recordDevice()
    await world.createTransport({ allowed: readAllowList('') }).open(world.newDevice(), says)
    await says.says('failed')
  })

  test('a message that is too long is refused before anybody is asked; a document goes with its caption', async () => {
    const says = recordDevice()
    const session = await world.createTransport().open(world.newDevice(), says)
    await says.says('online')
    const long = await session.send(message({ text: 'x'.repeat(1_025) }), noHurry())
    expect(long).toMatchObject({ kind: 'refused', code: 'invalid_content' })
    const document = message({ type: 'document', mediaUrl: 'https://example.test/a.pdf', text: 'Harga' })
    expect((await session.send(document, noHurry())).kind).toBe('accepted')
    expect(await world.received()).toMatchObject([
      { type: 'document', text: 'Harga', mediaUrl: document.mediaUrl, id: document.id },
    ])
  })

  test('when its answers cannot be read any more the device is away, and what waits is not put in doubt', async () => {
    let page = false
    const asked: string[] = []
    const gateway = createServer(async (request, response) => {
      asked.push(`${request.method} ${request.url} ${await text(request)}`)
      if (page) response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Maintenance</html>')
      else response.end(JSON.stringify({ status: true, data: { status: 'connected' } }))
    })
    await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done))
    const baseUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
    const transport = createWablasTransport({ allowed: readAllowList('127.0.0.1') })
    try {
      const says = recordDevice()
      const credentials = { token: 't', secretKey: 's' }
      const session = await transport.open({ id: 'd', settings: { baseUrl }, credentials }, says)
      await says.says('online')
      page = true
      expect((await session.send(message(), noHurry())).kind).toBe('unknown')
      await says.says('disconnected')
      expect((await session.send(message(), noHurry())).kind).toBe('unavailable')
      const sends = asked.filter((each) => each.startsWith('POST'))
      expect(sends).toEqual([expect.stringMatching(/^POST \/api\/send-message phone=6\d+&message=.*&retry=false$/)])
    } finally {
      await transport.close()
      await new Promise((done) => gateway.close(done))
    }
  })
})
