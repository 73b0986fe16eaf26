import type { Redis } from 'ioredis'
import type { Logger } from 'pino'

/** The one command that live events need. */
export interface Publisher {
  publish(channel: string, message: string | Buffer): void
}

/** More than this under way means that Redis hangs; what comes then is let go, so that memory stays small. */
const MOST_UNDER_WAY = 1_000

/** In these ioredis would queue without end, and reject each publish after 20 failed connections. */
const away = new Set<string>(['close', 'reconnecting', 'end'])

/**
 * Publishes without waiting and without ever throwing or leaving a rejection unhandled: while Redis is away, or hangs,
 * messages are let go. Logs when that begins, and how many went when it is over.
 */
export function guardedPublisher(redis: Pick<Redis, 'status' | 'publish'>, log: Logger): Publisher {
  let underWay = 0
  let lost = 0

  const loseOne = (err?: unknown) => {
    if (lost++ === 0) log.warn({ err, redis: redis.status }, 'live events are being lost: Redis does not answer')
  }
  const deliverOne = () => {
    if (lost === 0) return
    log.info({ lost }, 'live events flow again')
    lost = 0
  }

  return {
    publish(channel, message) {
      if (away.has(redis.status) || underWay >= MOST_UNDER_WAY) return loseOne()
      underWay++
      redis
        .publish(channel, message)
        .then(deliverOne, loseOne)
        .finally(() => {
          underWay--
        })
    },
  }
}
