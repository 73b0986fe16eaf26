import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { request } from 'undici'
import { certainlyNotSent, failureSentence } from './request-failure.js'

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error('this should have failed')
    },
    (failure: unknown) => failure,
  )
const fetchFailed = (cause: object) => new TypeError('fetch failed', { cause: Object.assign(new Error(), cause) })

describe('a request that failed', () => {
  test('was certainly not sent when nobody listens', async () => {
    const server = createServer()
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    await new Promise((done) => server.close(done))
    for (const host of ['127.0.0.1', 'localhost']) {
      const failure = await failureOf(request(`http://${host}:${port}`, { method: 'POST', body: 'x' }))
      expect(certainlyNotSent(failure)).toBe(true)
      expect(failureSentence(failure)).toContain('ECONNREFUSED')
    }
  })

  test('was certainly not sent when the name is not known or no connection came about in time', () => {
    expect(certainlyNotSent(fetchFailed({ syscall: 'getaddrinfo', code: 'ENOTFOUND' }))).toBe(true)
    expect(certainlyNotSent(fetchFailed({ code: 'UND_ERR_CONNECT_TIMEOUT' }))).toBe(true)
  })

  test('was perhaps sent when the connection broke, timed out or became unreachable under it', () => {
    for (const cause of [
      { syscall: 'read', code: 'ECONNRESET' },
      { syscall: 'write', code: 'EPIPE' },
      { syscall: 'read', code: 'ETIMEDOUT' },
      { syscall: 'read', code: 'EHOSTUNREACH' },
      { code: 'UND_ERR_SOCKET' },
      { code: 'UND_ERR_HEADERS_TIMEOUT' },
    ]) {
      expect(certainlyNotSent(fetchFailed(cause))).toBe(false)
    }
  })

  test('was perhaps sent when it was given up, or when nothing is known of it', () => {
    expect(certainlyNotSent(new DOMException('This operation was aborted', 'AbortError'))).toBe(false)
    expect(certainlyNotSent(new TypeError('fetch failed'))).toBe(false)
    expect(certainlyNotSent('something')).toBe(false)
  })

  test('was perhaps sent when only one of two addresses refused', () => {
    const refused = Object.assign(new Error(), { syscall: 'connect', code: 'ECONNREFUSED' })
    const broken = Object.assign(new Error(), { syscall: 'read', code: 'ECONNRESET' })
    expect(certainlyNotSent(new TypeError('fetch failed', { cause: new AggregateError([refused, refused]) }))).toBe(
      true,
    )
    expect(certainlyNotSent(new TypeError('fetch failed', { cause: new AggregateError([refused, broken]) }))).toBe(
      false,
    )
  })
})

test('a request that was given up says so in words for whoever wonders about its message', () => {
  for (const name of ['AbortError', 'TimeoutError'])
    expect(failureSentence(new DOMException('This operation was aborted', name))).toBe('No answer came in time')
})
