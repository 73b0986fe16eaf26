import { openDatabase } from '@siaran/db'
import { openRedis } from '@siaran/queue'
import pino from 'pino'
import { apiEnvironment } from './config.js'
import { buildServer } from './server.js'

/** The OpenAPI document of this version, without any store: nothing is connected to. The same each time. */
export async function readDocument(): Promise<object> {
  const log = pino({ level: 'silent' })
  const config = apiEnvironment.parse({
    DATABASE_URL: 'postgresql://nobody@localhost/nowhere',
    REDIS_URL: 'redis://localhost',
    SIARAN_SECRET_KEY: Buffer.alloc(32).toString('base64'),
  })
  const never = () => {
    throw new Error('The document is made without a request')
  }
  const app = await buildServer({
    db: openDatabase(config.DATABASE_URL, { name: 'document' }),
    redis: openRedis(config.REDIS_URL, log).client,
    produce: { add: never, noticeDevice: never, discardDeviceJobs: never, boardQueues: never },
    live: { publish: never },
    config,
    log,
    operations: { readiness: never, metrics: never },
    pages: [],
    endSockets: never,
  })
  return app.swagger()
}
