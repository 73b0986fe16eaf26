import { expect, test } from '@jest/globals'
import { finishedInAMinute } from './finished-in-a-minute.js'

const noon = Date.UTC(2026, 0, 1, 12)
const metrics = { count: 130, turnedAt: noon + 1_000, countThen: 100, minuteBefore: 40 }

test('this minute counts whole, the one before as far as it still lies within the last 60 seconds', () => {
  expect(finishedInAMinute(metrics, noon + 15_000)).toBe(30 + 30)
  expect(finishedInAMinute(metrics, noon + 59_999)).toBe(30)
})

test('a queue that has finished nothing since grows quiet, although nobody writes that down', () => {
  expect(finishedInAMinute(metrics, noon + 75_000)).toBe(23)
  expect(finishedInAMinute(metrics, noon + 120_000)).toBe(0)
})

test('a queue that never finished anything', () => {
  expect(finishedInAMinute({ count: 0, turnedAt: 0, countThen: 0, minuteBefore: 0 }, noon)).toBe(0)
})
