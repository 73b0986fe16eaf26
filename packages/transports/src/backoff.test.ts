import { expect, test } from '@jest/globals'
import { backoffMs } from './backoff.js'

test('tries grow rarer, from half a second to ten, and are spread over the later half', () => {
  expect([0, 1, 2, 3, 4, 5, 1000].map((attempt) => backoffMs(attempt, 0))).toEqual([
    250, 500, 1000, 2000, 4000, 5000, 5000,
  ])
  expect([0, 5, 1000].map((attempt) => backoffMs(attempt, 1))).toEqual([500, 10_000, 10_000])
})
