import type { Clock } from '../src/clock.js'

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves on, doing everything that falls due on the way, at its own time. */
  pass(ms: number): void
  /** How many calls are armed. */
  readonly armed: number
}

export function createFakeClock(start = Date.parse('2026-11-22T08:00:00Z')): FakeClock {
  let now = start
  const timers = new Set<{ dueAt: number; act: () => void }>()
  return {
    now: () => now,
    after(delayMs, act) {
      const timer = { dueAt: now + delayMs, act }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pass(ms) {
      const end = now + ms
      for (;;) {
        const next = [...timers].sort((a, b) => a.dueAt - b.dueAt)[0]
        if (!next || next.dueAt > end) break
        now = next.dueAt
        timers.delete(next)
        next.act()
      }
      now = end
    },
    get armed() {
      return timers.size
    },
  }
}
