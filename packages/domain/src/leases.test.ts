import { expect, test } from '@jest/globals'
import { shareOf } from './leases.js'

test.each([
  ['alike', [1_000, 1_000, 1_000]],
  ['one that has little room', [2, 20, 20]],
  ['several that have little room', [1, 1, 7, 500]],
])('the shares of all senders together hold every device that fits: %s', (_, capacities) => {
  const all = capacities.reduce((sum, capacity) => sum + capacity, 0)
  for (const devices of [0, 1, 7, all - 1, all]) {
    const shares = capacities.map((capacity) => shareOf(devices, capacity, all))
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeGreaterThanOrEqual(devices)
  }
})

test('a share is never more than the sender can hold', () => {
  expect(shareOf(5_000, 1_000, 2_000)).toBe(1_000)
})

test('a sender that is not heard of yet takes what it would have alone', () => {
  expect([shareOf(10, 1_000, 0), shareOf(5_000, 1_000, 0)]).toEqual([10, 1_000])
})
