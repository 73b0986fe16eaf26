import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { guardedPublisher } from './guarded-publisher.js'

/** A subscription that died silently shows itself by a ping without an answer. */
const PING_EVERY_MS = 15_000

/** The two Redis connections of a socket gateway, cut down to what socket.io's adapter uses of them. */
export interface LiveConnections {
  publisher: object
  subscriber: object
  /** Resolves when Redis has taken every subscription made so far; does not while it is away. */
  subscribed(): Promise<void>
  close(): void
}

/**
 * Opens them like `redis`. They never give up: subscriptions wait for Redis and are made again after a break. Nothing
 * that Redis does, or does not do, becomes an unhandled rejection.
 */
export function openLiveConnections(redis: Redis, log: Logger): LiveConnections {
  const open = () => {
    const connection = redis.duplicate({
      maxRetriesPerRequest: null,
      enableOfflineQueue: true,
      autoResubscribe: true,
      lazyConnect: false,
      socketTimeout: PING_EVERY_MS,
    })
    connection.on('error', (err) => log.debug({ err }, 'live events: Redis'))
    return connection
  }
  const publishing = open()
  const listening = open()
  const ping = setInterval(() => quietly(listening.ping()), PING_EVERY_MS)

  return {
    publisher: { ...guardedPublisher(publishing, log), ...listenersOf(publishing) },
    subscriber: {
      subscribe: (channels: string[]) => quietly(listening.subscribe(...channels)),
      unsubscribe: (channels: string[]) => quietly(listening.unsubscribe(...channels)),
      psubscribe: (pattern: string) => quietly(listening.psubscribe(pattern)),
      punsubscribe: (pattern: string) => quietly(listening.punsubscribe(pattern)),
      ...listenersOf(listening),
    },
    // Answered behind the subscriptions, being on the same connection.
    subscribed: () => quietly(listening.ping()),
    close() {
      clearInterval(ping)
      publishing.disconnect()
      listening.disconnect()
    },
  }
}

const listenersOf = (connection: Redis) => ({
  on: connection.on.bind(connection),
  off: connection.off.bind(connection),
})

/** Such a command fails only when the connection is closed for good, by us. */
const quietly = (command: Promise<unknown>): Promise<void> => command.then(noop, noop)
const noop = () => {}
