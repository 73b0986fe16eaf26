import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RedisClient } from './app.js'

const WINDOW_SECONDS = 10
/** A device that sends 1,000 messages a minute is called for 70 times a second. */
const CALLS = 1_000

/** Null: the device's gateway may call once more now; else after how many seconds. While Redis is away each process counts for itself. */
export function createHookLimiter(redis: RedisClient): (deviceId: string) => Promise<number | null> {
  const rule = { keyPrefix: 'siaran:hook', points: CALLS, duration: WINDOW_SECONDS }
  const limiter = new RateLimiterRedis({
    ...rule,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(rule),
  })
  return async (deviceId) => {
    try {
      await limiter.consume(deviceId)
      return null
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection
      return Math.max(1, Math.ceil(rejection.msBeforeNext / 1_000))
    }
  }
}
