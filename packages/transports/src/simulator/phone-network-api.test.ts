import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { getGlobalDispatcher } from 'undici'
import { buildOutboundMessage } from '../conformance-world.js'
import { createPhoneNetworkApi } from './phone-network-api.js'

describe('handing a message to the phone network', () => {
  let close = async () => {}
  afterEach(() => close())

  const listen = async (answer: RequestListener) => {
    const server = createServer(answer)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    close = async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    }
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const sendTo = (url: string, signal = new AbortController().signal) =>
    createPhoneNetworkApi(url, 'a', getGlobalDispatcher()).send(
      'd1',
      buildOutboundMessage({ to: '+60123456789' }),
      signal,
    )
  const answering = async (status: number, body: unknown) =>
    sendTo(await listen((_, response) => response.writeHead(status).end(JSON.stringify(body))))

  test('when nobody listens, or the name is not known, it was certainly not sent', async () => {
    const url = await listen(() => {})
    await close()
    for (const nowhere of [url, 'http://phone-network.invalid']) {
      expect(await sendTo(nowhere)).toMatchObject({ kind: 'unavailable', scope: 'device', retryAfterMs: 2000 })
    }
  })

  test('a redirect is not followed: it would hand the message over again', async () => {
    let requests = 0
    const url = await listen((_, response) => {
      requests += 1
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect((await sendTo(url)).kind).toBe('unknown')
    expect(requests).toBe(1)
  })

  test('a good answer with a failing status, or a status of success without an answer, is unknown', async () => {
    const accepted = { status: 'accepted', messageId: 'n1' }
    expect((await answering(200, accepted)).kind).toBe('accepted')
    await close()
    expect((await answering(502, accepted)).kind).toBe('unknown')
    await close()
    expect((await answering(200, { status: 'accepted' })).kind).toBe('unknown')
    await close()
    expect((await answering(200, {})).kind).toBe('unknown')
  })

  test("only the network's own word makes a 400 a refusal", async () => {
    const faulty = { message: 'to: must be a phone', details: [{ path: 'to', message: 'must be a phone' }] }
    expect(await answering(400, faulty)).toMatchObject({ kind: 'refused', code: 'invalid_content' })
    await close()
    expect((await answering(400, { message: 'Bad request' })).kind).toBe('unknown')
  })

  test('an answer that breaks off in the middle is unknown', async () => {
    const url = await listen((_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"status":"accepted"')
      setImmediate(() => response.destroy())
    })
    expect((await sendTo(url)).kind).toBe('unknown')
  })

  test('a body that never ends is given up with the signal, and is unknown', async () => {
    const hurry = new AbortController()
    const url = await listen((_, response) => {
      response.writeHead(200).write('{')
      setImmediate(() => hurry.abort())
    })
    expect((await sendTo(url, hurry.signal)).kind).toBe('unknown')
  })
})
