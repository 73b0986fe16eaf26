import { openDatabase } from '@siaran/db'
import { openRedis } from '@siaran/queue'
import pino from 'pino'
import type { App, Producer } from './app.js'
import { apiEnvironment } from './config.js'
import { buildServer, type ServerDeps } from './server.js'

/** The OpenAPI document of this version. The same each time. */
export const readDocument = async (): Promise<object> => (await offlineServer()).swagger()

/** The server without any store: nothing is connected to, and nothing can be asked but what it is. */
export async function offlineServer(
  pages: (parts: Pick<ServerDeps, 'db' | 'produce'>) => ServerDeps['pages'] = () => [],
): Promise<App> {
  const log = pino({ level: 'silent' })
  const config = apiEnvironment.parse({
    DATABASE_URL: 'postgresql://nobody@localhost/nowhere',
    REDIS_URL: 'redis://localhost',
    SIARAN_SECRET_KEY: Buffer.alloc(32).toString('base64'),
  })
  const never = () => {
    throw new Error('The document is made without a request')
  }
  const produce: Producer = {
    add: never,
    noticeDevice: never,
    noticeHook: never,
    discardDeviceJobs: never,
    countQueues: never,
    boardQueues: never,
  }
  const db = openDatabase(config.DATABASE_URL, { name: 'document' })
  return buildServer({
    db,
    redis: openRedis(config.REDIS_URL, log).client,
    produce,
    live: { publish: never },
    config,
    log,
    now: never,
    operations: { readiness: never, metrics: never },
    pages: pages({ db, produce }),
    endSockets: never,
  })
}
