import { closeSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import type { StackConfig } from './config.js'
import type { DataFolder } from './data-folder.js'
import { type Guardian, type StoreOptions, startGuardian } from './guardian.js'
import { openLog } from './log-file.js'
import type { Secrets } from './secrets.js'
import { StartFailure } from './start-failure.js'
import { temporaryFolder } from './temporary-folder.js'

const ANSWER_WITHIN_MS = 5_000

export interface Stores {
  guardian: Guardian
  databaseUrl: string
  redisUrl: string
}

/** The stores of a stack: embedded, or those that the configuration names, once they have answered. */
export async function startStores(
  config: StackConfig,
  folder: DataFolder,
  secrets: Secrets,
  options: {
    durable: boolean
    notice: (line: string) => void
    onSpawn: (pid: number) => void
    signal: AbortSignal
  },
): Promise<Stores> {
  const { DATABASE_URL, REDIS_URL } = config
  await Promise.all([DATABASE_URL && askDatabase(DATABASE_URL), REDIS_URL && askRedis(REDIS_URL)])
  const log = (name: string) => {
    const file = join(folder.logs, `${name}.log`)
    closeSync(openLog(file)) // sets an overgrown one aside
    return file
  }
  const { durable } = options
  const wanted: StoreOptions = {
    ...(!DATABASE_URL && {
      postgres: { dataDir: folder.postgres, password: secrets.databasePassword, durable, logFile: log('postgres') },
    }),
    ...(!REDIS_URL && {
      redis: { dataDir: folder.redis, password: secrets.redisPassword, durable, logFile: log('redis') },
    }),
  }
  const guardian = await startGuardian(wanted, { ...options, logFile: log('guardian') })
  return {
    guardian,
    databaseUrl: DATABASE_URL ?? (guardian.postgres?.url as string),
    redisUrl: REDIS_URL ?? (guardian.redis?.url as string),
  }
}

/**
 * Throw-away stores for tests: fast, not durable, and gone with the test's process in whatever way it ends.
 * Give `dataDir` to keep the data for another start.
 */
export async function startTestStores(options: { dataDir?: string } = {}): Promise<Stores & { stop(): Promise<void> }> {
  const dataDir = options.dataDir ?? temporaryFolder('stores')
  const guardian = await startGuardian(
    {
      postgres: { dataDir: join(dataDir, 'postgres'), password: 'test', durable: false },
      redis: { dataDir: join(dataDir, 'redis'), password: 'test', durable: false },
    },
    { logFile: join(dataDir, 'guardian.log') },
  )
  return {
    guardian,
    databaseUrl: guardian.postgres?.url as string,
    redisUrl: guardian.redis?.url as string,
    stop: async () => {
      await guardian.stop()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function askDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN_MS })
  try {
    await client.connect()
  } catch (err) {
    const { host, port, database } = client
    throw new StartFailure(
      `The database ${database} at ${host}:${port} (DATABASE_URL) does not let us in: ${reasonOf(err)}.`,
      { cause: err },
    )
  } finally {
    await client.end().catch(() => {})
  }
}

/** Only whether somebody listens: to speak with it, encrypted or in a cluster, is the services' matter. */
function askRedis(url: string): Promise<void> {
  const address = url.startsWith('/') ? { path: url.split('?')[0] as string } : hostAndPort(url)
  const where = 'path' in address ? address.path : `${address.host}:${address.port}`
  return new Promise((resolve, reject) => {
    const socket = connect(address)
    const fail = (reason: string) => {
      socket.destroy()
      reject(new StartFailure(`Redis at ${where} (REDIS_URL) does not answer: ${reason}.`))
    }
    socket.setTimeout(ANSWER_WITHIN_MS, () => fail('it is silent'))
    socket.once('error', (err) => fail(reasonOf(err)))
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
  })
}

function hostAndPort(url: string): { host: string; port: number } {
  try {
    const { hostname, port } = new URL(url)
    return { host: hostname || '127.0.0.1', port: Number(port || 6379) }
  } catch {
    throw new StartFailure('REDIS_URL is no address: it should look like redis://:password@host:6379.')
  }
}

function reasonOf(err: unknown): string {
  const { code, message, errors } = err as NodeJS.ErrnoException & { errors?: Error[] }
  if (code === 'ECONNREFUSED') return 'nobody listens there'
  if (code === 'ENOTFOUND') return 'there is no such host'
  return message || errors?.[0]?.message || code || String(err)
}
