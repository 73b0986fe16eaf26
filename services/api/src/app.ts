import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LiveEvents } from '@siaran/contracts'
import type { Database } from '@siaran/db'
import type { Producer as QueueProducer, RedisComponent } from '@siaran/queue'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import type { ApiConfig } from './config.js'
import type { BeginRequest } from './trace-requests.js'

/**
 * The server as route files see it: `export function leadRoutes(app: App, deps: ApiDeps): void`. Paths are written
 * without `/api/v1`; every route declares `config: { policy }` and its zod schemas.
 */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** What the API asks of the queues. Redis may be away: `add` and `boardQueues` then throw; see `nudge.ts`. */
export type Producer = Pick<
  QueueProducer,
  'add' | 'noticeDevice' | 'noticeHook' | 'discardDeviceJobs' | 'boardQueues' | 'countQueues'
>

export type RedisClient = RedisComponent['client']

export interface ApiDeps {
  db: Database
  produce: Producer
  live: LiveEvents
  config: ApiConfig
  log: Logger
  /** Epoch milliseconds of the clock that all processes go by. */
  now(): number
  /** Traces requests; without it none is. */
  beginRequest?: BeginRequest
  /** Disconnects every socket that was opened with this session or key. */
  endSockets(credentialId: string): void
}
