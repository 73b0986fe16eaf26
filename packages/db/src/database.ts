import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.js'
import { hearMovements, type Movements } from './movements.js'
import { batchByScope, type PoolStanding, standingOf, WorkspacePool } from './workspace-pool.js'
import { asSystem } from './workspace-scope.js'

/** Anything that can run a statement: the pool, or one connection inside a transaction. */
export interface Runner {
  query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>>
}

/** Postgres for a process: one pool, which Prisma shares. */
export interface Database extends Runner {
  readonly name: string
  readonly prisma: PrismaClient
  readonly pool: pg.Pool
  /** Connections in use and idle, and queries that wait for one. */
  standing(): PoolStanding
  /** Connects once, so that a wrong address fails at the start and not at the first message. */
  start(): Promise<void>
  stop(): Promise<void>
  /**
   * Runs `work` in one transaction (read committed). Rolled back when it throws. A deadlock or a serialization
   * failure is tried again, up to three times: `work` must have no effect outside the database.
   */
  transaction<Result>(work: (tx: Runner) => Promise<Result>): Promise<Result>
}

/** Dates as JavaScript dates, bigint epochs as numbers: an epoch never comes near 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
}

/** Of Postgres, and the one of Prisma's that stands for both. */
const RETRYABLE = new Set(['40P01', '40001', 'P2034'])

/**
 * An answer takes milliseconds, and no statement of a service should take a minute. Without a bound a connection whose
 * other end is gone without a word holds its caller for a quarter of an hour, which is what TCP tries for, or for good.
 */
const ANSWERS_WITHIN_MS = 30_000

export interface DatabaseOptions {
  /** What the ledger of transitions knows the process by, where nobody else is named. */
  name: string
  /** Which one of several such processes. */
  instance?: string
  connections?: number
  /** A query without an answer for so long throws, and its connection is given up; so long a transaction may stand idle. */
  answersWithinMs?: number
  /**
   * Every query runs in a workspace or as the system, and throws outside of both (see `workspace-scope.ts`). Needs
   * sessions of its own: no pooler in between that hands a session from one transaction to the next.
   */
  scoped?: boolean
  /** Told of each message that a statement moves, and of each campaign that one ends. */
  movements?: Movements
}

export function openDatabase(url: string, options: DatabaseOptions): Database {
  const { answersWithinMs = ANSWERS_WITHIN_MS } = options
  const pool = new (options.scoped ? WorkspacePool : pg.Pool)({
    connectionString: url,
    application_name: applicationName(options),
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5_000,
    query_timeout: answersWithinMs,
    // The server's side of such a connection: what its transaction has locked is let go.
    idle_in_transaction_session_timeout: answersWithinMs,
    keepAlive: true,
    // An idle one is asked, and dropped, in 20 s (Linux asks ten times, a second apart) and not after two hours.
    keepAliveInitialDelayMillis: 10_000,
    types,
  })
  // A connection that dies while idle is replaced by the pool; the next query says whether the store is there.
  pool.on('error', () => {})
  // The pool listens to idle ones alone. One that dies between two statements of a transaction would end the process: the
  // next statement says what happened, and the transaction fails.
  pool.on('connect', (client) => {
    client.on('error', () => {})
    if (options.movements !== undefined) hearMovements(client, options.movements)
  })
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  if (options.scoped) batchByScope(prisma)
  let stopped = false

  return {
    name: 'postgres',
    prisma,
    pool,
    standing: () => (pool instanceof WorkspacePool ? pool.standing() : standingOf(pool)),
    query: (query) => retrying(() => pool.query(query)),
    async start() {
      if (options.scoped) await asSystem(() => pool.query('select 1'))
      else await pool.query('select 1')
    },
    async stop() {
      if (stopped) return
      stopped = true
      await prisma.$disconnect()
      await pool.end()
    },
    transaction: (work) => retrying(() => inTransaction(pool, work)),
  }
}

/** Postgres keeps 63 bytes. Of a longer one the end of the instance stays: that is what tells it from its neighbours. */
function applicationName({ name, instance }: DatabaseOptions): string {
  const application = `siaran-${name}`
  return instance === undefined ? application : `${application} ${instance.slice(application.length + 1 - 63)}`
}

async function inTransaction<Result>(pool: pg.Pool, work: (tx: Runner) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (err) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw err
  } finally {
    client.release(broken)
  }
}

/** Tries again, up to three times, what a deadlock or a serialization failure ended; for a transaction of Prisma's as well. */
export async function retrying<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let left = 3; ; left--) {
    try {
      return await attempt()
    } catch (err) {
      const code = (err as { code?: string }).code
      if (left === 0 || code === undefined || !RETRYABLE.has(code)) throw err
    }
  }
}
