import { describe, expect, test } from '@jest/globals'
import { createBanWindow } from './ban-window.js'

describe('the ban window', () => {
  test('one send more than the limit in a minute is one too many', () => {
    const window = createBanWindow()
    expect([0, 1, 2].map((now) => window.exceededBy(now, 3))).toEqual([false, false, false])
    expect(window.exceededBy(59_999, 3)).toBe(true)
  })

  test('a send stops counting 60 seconds after it, and not earlier', () => {
    const window = createBanWindow()
    window.exceededBy(0, 1)
    expect(window.exceededBy(59_999, 1)).toBe(true)
    expect(window.exceededBy(60_000, 1)).toBe(false)
  })

  test('the minute slides: a burst over the edge of a clock minute is a burst', () => {
    const window = createBanWindow()
    for (let now = 55_000; now < 60_000; now += 1000) expect(window.exceededBy(now, 9)).toBe(false)
    for (let now = 60_000; now < 64_000; now += 1000) expect(window.exceededBy(now, 9)).toBe(false)
    expect(window.exceededBy(64_000, 9)).toBe(true)
  })

  test('a steady pace at the limit is never too fast, for as long as it goes on', () => {
    const window = createBanWindow()
    const tooFast = Array.from({ length: 50_000 }, (_, index) => window.exceededBy(index * 3000, 20)).filter(Boolean)
    expect(tooFast).toEqual([])
  })

  test('a limit of 0 bans at the first send', () => {
    expect(createBanWindow().exceededBy(0, 0)).toBe(true)
  })

  test('a restored device starts from nothing', () => {
    const window = createBanWindow()
    window.exceededBy(0, 1)
    window.clear()
    expect(window.exceededBy(1, 1)).toBe(false)
  })
})
