import { Redis, type RedisOptions } from 'ioredis'
import type { Logger } from 'pino'

/** Redis does not answer. What was asked is safe to ask again; the API turns this into a 503. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError'
}

export interface RedisComponent {
  readonly name: string
  readonly client: Redis
  /** Connections that Redis has, of whichever process. */
  countClients(): Promise<number>
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * A half-open connection would hang its caller for good: a command without an answer for this long ends the connection.
 * Longer than the longest blocking read (10 s).
 */
const SOCKET_TIMEOUT_MS = 20_000
const CONNECT_DEADLINE_MS = 10_000

const common: RedisOptions = {
  lazyConnect: true,
  socketTimeout: SOCKET_TIMEOUT_MS,
  connectTimeout: 5_000,
  retryStrategy: (times) => Math.min(100 * times, 2_000),
}

/**
 * Opens Redis for commands that must not wait: while the connection is down they fail at once, instead of queueing for
 * ever. `url` is `redis://…` or the path of a unix socket.
 */
export function openRedis(url: string, log: Logger): RedisComponent {
  return component(new Redis(url, { ...common, enableOfflineQueue: false, maxRetriesPerRequest: 1 }), log)
}

/** A connection for a worker, which waits for Redis however long it is away. BullMQ asks for these options. */
export const workerConnection = (client: Redis): RedisOptions => ({
  ...client.options,
  lazyConnect: false,
  enableOfflineQueue: true,
  maxRetriesPerRequest: null,
})

function component(client: Redis, log: Logger): RedisComponent {
  let down = false
  client.on('error', (err) => {
    if (down) return
    down = true
    log.error({ err }, 'redis is not answering')
  })
  client.on('ready', () => {
    if (down) log.info('redis is back')
    down = false
  })
  return {
    name: 'redis',
    client,
    countClients: async () => Number(/^connected_clients:(\d+)/m.exec(await client.info('clients'))?.[1]),
    async start() {
      await Promise.race([ready(client), deadline()])
    },
    async stop() {
      client.disconnect()
    },
  }
}

async function ready(client: Redis): Promise<void> {
  client.connect().catch(() => {})
  if (client.status !== 'ready') await new Promise((resolve) => client.once('ready', resolve))
}

const deadline = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new StoreUnavailableError('Redis does not answer')), CONNECT_DEADLINE_MS).unref()
  })
