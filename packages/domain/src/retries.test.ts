import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { retryDelayMs, SEND_ATTEMPTS } from './retries.js'

const attempt = fc.integer({ min: 1, max: 60 })
const roll = fc.double({ min: 0, max: 1, noNaN: true })

test('three attempts are made', () => {
  expect(SEND_ATTEMPTS).toBe(3)
})

test('the wait doubles from two seconds, of which chance takes away at most the half', () => {
  expect([1, 2, 3].map((n) => retryDelayMs(n, 0, 1))).toEqual([2_000, 4_000, 8_000])
  expect([1, 2, 3].map((n) => retryDelayMs(n, 0, 0))).toEqual([1_000, 2_000, 4_000])
})

test('the network’s own wait is kept, however unlucky the roll', () => {
  fc.assert(fc.property(attempt, fc.nat(3_600_000), roll, (n, own, r) => retryDelayMs(n, own, r) >= own))
})

test('without a wait of the network’s own it never takes longer than five minutes', () => {
  fc.assert(
    fc.property(attempt, roll, (n, r) => {
      const wait = retryDelayMs(n, 0, r)
      return Number.isInteger(wait) && wait >= 1_000 && wait <= 300_000
    }),
  )
  expect(retryDelayMs(60, 0, 1)).toBe(300_000)
})
