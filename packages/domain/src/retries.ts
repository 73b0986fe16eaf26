/** Handing over is tried so often; only what was certainly not sent counts, and only that is tried again. */
export const SEND_ATTEMPTS = 3

export const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 300_000

/**
 * When to try again after attempt number `attempt` (from 1): exponential with jitter (half to the whole of 2 s, 4 s,
 * 8 s …, at most 5 min), and never before the network's own `retryAfterMs`. `roll`: random, 0 to 1.
 */
export const retryDelayMs = (attempt: number, retryAfterMs: number, roll: number): number => {
  const whole = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS)
  return Math.max(retryAfterMs, Math.round(whole * (0.5 + roll / 2)))
}
