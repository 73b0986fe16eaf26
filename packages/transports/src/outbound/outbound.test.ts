import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { certainlyNotSent } from '../request-failure.js'
import { isPublicUnicast } from './address-rule.js'
import { readAllowList } from './allow-list.js'
import type { Resolve } from './guarded-connector.js'
import { createOutbound, type Outbound, type OutboundOptions } from './outbound.js'

let server: Server
let heard: string[]
let answer: RequestListener
let opened: Outbound[]

beforeEach(async () => {
  heard = []
  opened = []
  answer = (_request, response) => response.end('inside')
  server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  // Both families: every spelling of this machine would reach it.
  await new Promise<void>((done) => server.listen(0, '::', done))
})
afterEach(async () => {
  await Promise.all(opened.map((each) => each.close()))
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

const outbound = (allow = '', options: Partial<OutboundOptions> = {}) => {
  const made = createOutbound({ allowed: readAllowList(allow), ...options })
  opened.push(made)
  return made
}
const port = () => (server.address() as AddressInfo).port
const here = (host: string) => new URL(`http://${host}:${port()}/path?q=1`)
const resolveTo =
  (...addresses: string[]): Resolve =>
  (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
const failureOf = async (call: Promise<unknown>) =>
  call.then(
    () => {
      throw new Error('this should have failed')
    },
    (err: Error) => err,
  )
const expectDenied = async (call: Promise<unknown>) => {
  const failure = await failureOf(call)
  expect(failure).toMatchObject({ code: 'OUTBOUND_DENIED' })
  expect(certainlyNotSent(failure)).toBe(true)
  expect(heard).toEqual([])
}

describe('ways in that must fail', () => {
  test.each([
    '127.0.0.1',
    'localhost',
    '0x7f.1',
    '2130706433',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '0.0.0.0',
    '[::]',
    '127.0.0.2',
  ])('%s', async (host) => {
    await expectDenied(outbound().call(here(host), { method: 'GET' }))
  })

  test.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['0.0.0.0'],
    ['10.0.0.1'],
    ['168.63.129.16'],
    ['169.254.169.254'],
    ['64:ff9b::7f00:1'],
    // One that is public does not speak for the other.
    ['8.8.8.8', '127.0.0.1'],
  ])('a name that resolves to %s', async (...addresses) => {
    const call = outbound('', { resolve: resolveTo(...addresses) }).call(here('gateway.test'), { method: 'POST' })
    await expectDenied(call)
  })

  test('a name that is public to whoever asks, and private on the socket', async () => {
    // Only the socket knows: what was resolved and looked at is not what is connected to.
    const resolve: Resolve = (_host, _options, done) => {
      const address = { family: 4, asked: 0 } as { family: number; asked: number; address: string }
      Object.defineProperty(address, 'address', { get: () => (address.asked++ === 0 ? '8.8.8.8' : '127.0.0.1') })
      done(null, [address])
    }
    await expectDenied(outbound('8.8.8.8', { resolve }).call(here('rebound.test'), { method: 'POST', body: 'x' }))
  })

  test('a redirect to this machine is not followed', async () => {
    answer = (_request, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${port()}/secret` }).end('elsewhere')
    const got = await outbound(`localhost:${port()}`).call(here('localhost'), { method: 'POST', body: 'x' })
    expect(got).toEqual({ status: 307, text: 'elsewhere' })
    expect(heard).toEqual(['POST /path?q=1'])
  })

  test('another port of a public address, and another scheme', async () => {
    await expectDenied(outbound().call(new URL('http://8.8.8.8:8080/'), { method: 'GET' }))
    await expectDenied(outbound().call(new URL('file:///etc/passwd'), { method: 'GET' }))
  })
})

test('addresses that are of nobody’s public machine', () => {
  const inside =
    '10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1 169.254.1.1 198.18.0.1 203.0.113.1 224.0.0.1 255.255.255.255 fc00::1 fe80::1 fec0::1 ff02::1 2002:7f00:1:: 2001::1 100::1 ::ffff:10.0.0.1 168.63.129.16'
  for (const address of inside.split(' ')) expect([address, isPublicUnicast(address)]).toEqual([address, false])
  for (const address of ['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])
    expect([address, isPublicUnicast(address)]).toEqual([address, true])
})

describe('what is allowed', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.0/8', '0x7f.1'],
    ['LOCALHOST', 'localhost'],
    ['::1', '[::1]'],
    ['127.0.0.1', '[::ffff:127.0.0.1]'],
  ])('%s is reached as %s', async (allow, host) => {
    expect(await outbound(allow).call(here(host), { method: 'GET' })).toEqual({ status: 200, text: 'inside' })
  })

  test('host:port is that port alone, and a name speaks for whatever it resolves to', async () => {
    expect((await outbound(`127.0.0.1:${port()}`).call(here('127.0.0.1'), { method: 'GET' })).text).toBe('inside')
    const resolve = resolveTo('127.0.0.1')
    expect((await outbound('gateway.test', { resolve }).call(here('gateway.test'), { method: 'GET' })).text).toBe(
      'inside',
    )
    heard = []
    await expectDenied(outbound(`127.0.0.1:${port() + 1}`).call(here('127.0.0.1'), { method: 'GET' }))
    await expectDenied(outbound('192.168.0.0/16').call(here('127.0.0.1'), { method: 'GET' }))
    await expectDenied(outbound('gateway.test').call(here('localhost'), { method: 'GET' }))
  })

  test('an entry that is none is named', () => {
    for (const entry of ['http://a.test', 'a b', '10.0.0.0/99', '[::1', 'a.test:port'])
      expect(() => readAllowList(`good.test, ${entry}`)).toThrow(`"${entry}"`)
  })
})

describe('an answer', () => {
  test('that is larger than the cap is none', async () => {
    answer = (_request, response) => response.end('x'.repeat(2_000))
    const failure = await failureOf(
      outbound('127.0.0.1', { mostBytes: 1_000 }).call(here('127.0.0.1'), { method: 'GET' }),
    )
    expect(failure).toMatchObject({ code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' })
    expect(certainlyNotSent(failure)).toBe(false)
  })

  test('that does not end in time is none, and in doubt', async () => {
    answer = (_request, response) => void response.writeHead(200).write('{')
    const failure = await failureOf(
      outbound('127.0.0.1', { deadlineMs: 300 }).call(here('127.0.0.1'), { method: 'POST' }),
    )
    expect(failure.name).toBe('TimeoutError')
    expect(certainlyNotSent(failure)).toBe(false)
  })
})
