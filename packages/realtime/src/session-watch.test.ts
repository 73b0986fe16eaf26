import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { pino } from 'pino'
import { type SocketCaller, watchSession } from './session-watch.js'

const log = pino({ level: 'silent' })
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const caller = (expiresAt: Date | null): SocketCaller => ({ workspaceId: 'w', sessionId: 's', expiresAt })

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

test('a token that lives for 30 days, more than a timer can count, is not ended early', async () => {
  const end = jest.fn()
  const stop = watchSession({ caller: caller(inDays(30)), authenticate: async () => caller(inDays(30)), end, log })
  await jest.advanceTimersByTimeAsync(3_600_000)
  expect(end).not.toHaveBeenCalled()
  stop()
})

test('a token ends at its time', async () => {
  const end = jest.fn()
  const expiresAt = new Date(Date.now() + 90_000)
  watchSession({ caller: caller(expiresAt), authenticate: async () => caller(expiresAt), end, log })
  await jest.advanceTimersByTimeAsync(89_000)
  expect(end).not.toHaveBeenCalled()
  await jest.advanceTimersByTimeAsync(1_001)
  expect(end).toHaveBeenCalledTimes(1)
})

test('a revocation that got lost is noticed within a minute', async () => {
  const end = jest.fn()
  watchSession({ caller: caller(null), authenticate: async () => null, end, log })
  await jest.advanceTimersByTimeAsync(60_001)
  expect(end).toHaveBeenCalledTimes(1)
})

test('a database that is away ends nobody, and is asked again', async () => {
  const end = jest.fn()
  let away = true
  const authenticate = async () => {
    if (away) throw new Error('connect ECONNREFUSED')
    return null
  }
  watchSession({ caller: caller(null), authenticate, end, log })
  await jest.advanceTimersByTimeAsync(150_000)
  expect(end).not.toHaveBeenCalled()
  away = false
  await jest.advanceTimersByTimeAsync(60_000)
  expect(end).toHaveBeenCalledTimes(1)
})

test('nothing happens after the socket has left', async () => {
  const end = jest.fn()
  const stop = watchSession({ caller: caller(inDays(1)), authenticate: async () => null, end, log })
  stop()
  await jest.advanceTimersByTimeAsync(200_000)
  expect(end).not.toHaveBeenCalled()
})
