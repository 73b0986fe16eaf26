/**
 * How long to wait before the nth new try (0 is the first): 0.5 s doubling to 10 s, and out of that a random half, so
 * that a thousand devices cut at once do not come back at once. `chance` is in [0, 1).
 */
export function backoffMs(attempt: number, chance: number): number {
  const full = Math.min(10_000, 500 * 2 ** Math.min(attempt, 10))
  return full / 2 + (chance * full) / 2
}
