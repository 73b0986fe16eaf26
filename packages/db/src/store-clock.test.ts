import { describe, expect, test } from '@jest/globals'
import { createStoreClock } from './store-clock.js'

const HOUR = 3_600_000

/** A process with two clocks of its own, and a store with a third; `readings` are how long each answer takes. */
function world(roundTrips: number[] = []) {
  let passed = 0
  let wallAhead = 0
  let storeAhead = 500_000
  const clock = createStoreClock({
    log: { info() {}, error() {} },
    wall: () => 1_000_000 + passed + wallAhead,
    elapsed: () => passed,
    async read() {
      const roundTrip = roundTrips.shift() ?? 0
      passed += roundTrip / 2
      const answer = passed + storeAhead
      passed += roundTrip / 2
      return answer
    },
  })
  return {
    clock,
    store: () => passed + storeAhead,
    pass(ms: number) {
      passed += ms
    },
    setWall(ms: number) {
      wallAhead += ms
    },
    setStore(ms: number) {
      storeAhead += ms
    },
    async measure() {
      await clock.start()
      await clock.stop()
    },
  }
}

test('before it is read it is the wall clock; then it is the store’s, whatever the wall clock does', async () => {
  const { clock, measure, pass, setWall, store } = world()
  expect(clock.now()).toBe(1_000_000)
  await measure()
  for (const jump of [0, HOUR, -2 * HOUR]) {
    setWall(jump)
    pass(1_000)
    expect(clock.now()).toBe(store())
  }
  expect(clock.wallAheadMs).toBe(500_000 - HOUR)
})

describe('a reading is off by half of its round trip at most', () => {
  test('a slow one does not replace a better one that it does not contradict', async () => {
    const { clock, measure, pass, store } = world([2, 800])
    await measure()
    pass(1_000)
    await measure()
    expect(Math.abs(clock.now() - store())).toBeLessThanOrEqual(1)
  })

  test('one that contradicts it does, however slow: the process slept, or the store’s clock was set', async () => {
    const { clock, measure, setStore, store } = world([2, 800])
    await measure()
    setStore(10_000)
    await measure()
    expect(clock.now()).toBe(store())
  })
})

describe('it does not go backwards', () => {
  test('by what a reading corrects: it stands still until it is right', async () => {
    const { clock, measure, pass, setStore, store } = world()
    await measure()
    const before = clock.now()
    setStore(-2_000)
    await measure()
    expect(clock.now()).toBe(before)
    pass(3_000)
    expect(clock.now()).toBe(store())
  })

  test('but with the store, when its clock is set back by an hour: nothing would move for as long', async () => {
    const { clock, measure, setStore, store } = world()
    await measure()
    clock.now()
    setStore(-HOUR)
    await measure()
    expect(clock.now()).toBe(store())
  })
})
