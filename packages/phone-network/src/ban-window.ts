const WINDOW_MS = 60_000

/** The sends of one device in the last 60 seconds. */
export interface BanWindow {
  /** Whether one more send now would be more than `limit` in any 60 seconds. Counts it when it would not. */
  exceededBy(now: number, limit: number): boolean
  clear(): void
}

/** A sliding window, exact to the millisecond: a send counts until 60 seconds after it, and not at that instant. */
export function createBanWindow(): BanWindow {
  let sends: number[] = []
  let first = 0
  return {
    exceededBy(now, limit) {
      while (first < sends.length && sends[first]! <= now - WINDOW_MS) first += 1
      if (first > 1024 && first * 2 > sends.length) {
        sends = sends.slice(first)
        first = 0
      }
      if (sends.length - first >= limit) return true
      sends.push(now)
      return false
    },
    clear() {
      sends = []
      first = 0
    },
  }
}
