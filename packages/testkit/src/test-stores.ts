import { type Database, openDatabase } from '@siaran/db'
import { openRedis, type RedisComponent } from '@siaran/queue'
import { type Logger, pino } from 'pino'
import {
  cloneTemplate,
  DATABASE_VARIABLE,
  databaseAt,
  dropDatabase,
  REDIS_VARIABLE,
  REQUEST_VARIABLE,
  SERVICE_VARIABLE,
} from './test-run.js'

export interface TestStores {
  /** As the owner, past all policies: for what a test brings about and looks at. */
  db: Database
  redis: RedisComponent
  databaseUrl: string
  /** The same database as the API logs in. */
  requestUrl: string
  /** The same database as scheduler, workers and senders log in. */
  serviceUrl: string
  redisUrl: string
  log: Logger
  close(): Promise<void>
}

/** Set LOG_LEVEL to see what the code under test logs. */
export const testLog: Logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' })

/** A database and an empty Redis for one test file. Close them after it: an open pool keeps Jest from ending. */
export async function openTestStores(): Promise<TestStores> {
  const serverUrl = variable(DATABASE_VARIABLE)
  const redisServer = variable(REDIS_VARIABLE)
  const databaseUrl = await cloneTemplate(serverUrl)
  const name = new URL(databaseUrl).pathname.slice(1)
  // Test files of one Jest worker come one after the other; each worker has its own of Redis' 16 databases.
  const redisUrl = `${redisServer}?db=${(Number(process.env.JEST_WORKER_ID ?? '0') % 15) + 1}`
  const db = openDatabase(databaseUrl, { name: 'test' })
  const redis = openRedis(redisUrl, testLog)
  await db.start()
  await redis.start()
  await redis.client.flushdb()
  return {
    db,
    redis,
    databaseUrl,
    requestUrl: databaseAt(variable(REQUEST_VARIABLE), name),
    serviceUrl: databaseAt(variable(SERVICE_VARIABLE), name),
    redisUrl,
    log: testLog,
    async close() {
      await db.stop()
      await redis.stop()
      await dropDatabase(serverUrl, databaseUrl)
    },
  }
}

function variable(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error('Run the tests with `npm test`')
  return value
}
