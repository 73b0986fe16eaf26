import { expect, test } from '@jest/globals'
import { browsersInMemory } from './browsers-in-memory.js'

const GB = 2 ** 30

test.each([
  ['of the machine, where nothing is limited', 0, 24 * GB, 60],
  ['of the machine, where the limit is beyond it', 2 ** 63, 24 * GB, 60],
  ['of the container', 4 * GB, 24 * GB, 9],
  ['of a container that is too small', 640 * 2 ** 20, 24 * GB, 0],
  ['of one that is smaller than the sender', 128 * 2 ** 20, 24 * GB, 0],
])('browsers for the memory %s', (_, limit, machine, browsers) => {
  expect(browsersInMemory(limit, machine)).toBe(browsers)
})
