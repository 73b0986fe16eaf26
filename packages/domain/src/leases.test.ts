import { expect, test } from '@jest/globals'
import { shareOf } from './leases.js'

test('the shares of all senders together hold every device', () => {
  for (const senders of [1, 2, 3, 7]) expect(shareOf(1_000, senders, 1_000) * senders).toBeGreaterThanOrEqual(1_000)
})

test('a share is never more than the sender can hold', () => {
  expect(shareOf(5_000, 2, 1_000)).toBe(1_000)
})

test('a sender that is not heard of yet takes what it would have alone', () => {
  expect(shareOf(10, 0, 1_000)).toBe(10)
})
