import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RedisClient } from './app.js'
import { Problem } from './problem.js'

const WINDOW_SECONDS = 15 * 60
/** An account falls to guessing, an address to a botnet's many accounts: hence two counts. */
const FAILURES_OF_AN_ACCOUNT = 5
const FAILURES_OF_AN_ADDRESS = 30

export interface LoginLimiter {
  /**
   * Counts an attempt as failed before it is made, so that many at once cannot slip through together. Throws 429 with
   * Retry-After when the account or the address has used its failures up.
   */
  attempt(email: string, address: string): Promise<void>
  /** Takes the attempt back: a success is no failure, and clears the account. */
  succeeded(email: string, address: string): Promise<void>
  /** Takes the attempt back that could not be made: a store was away, and that is nobody's guess. */
  notMade(email: string, address: string): Promise<void>
}

/** Counts in Redis, for all API processes together; while Redis is away each counts for itself. */
export function createLoginLimiter(redis: RedisClient): LoginLimiter {
  const accounts = limiter(redis, 'siaran:login:account', FAILURES_OF_AN_ACCOUNT)
  const addresses = limiter(redis, 'siaran:login:address', FAILURES_OF_AN_ADDRESS)
  return {
    async attempt(email, address) {
      await consume(addresses, address)
      await consume(accounts, keyOf(email))
    },
    async succeeded(email, address) {
      await accounts.delete(keyOf(email))
      await addresses.reward(address, 1)
    },
    async notMade(email, address) {
      await accounts.reward(keyOf(email), 1)
      await addresses.reward(address, 1)
    },
  }
}

function limiter(redis: RedisClient, keyPrefix: string, points: number): RateLimiterRedis {
  const rule = { keyPrefix, points, duration: WINDOW_SECONDS }
  return new RateLimiterRedis({
    ...rule,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(rule),
  })
}

async function consume(limit: RateLimiterRedis, key: string): Promise<void> {
  try {
    await limit.consume(key)
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection
    const retryAfterSeconds = Math.max(1, Math.ceil(rejection.msBeforeNext / 1_000))
    const minutes = Math.ceil(retryAfterSeconds / 60)
    throw new Problem(
      'auth.too_many_attempts',
      `Too many failed logins; try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
      undefined,
      { retryAfterSeconds },
    )
  }
}

/** No address of a person in Redis, and a key of a fixed length. */
const keyOf = (email: string) => createHash('sha256').update(email).digest('base64url')
