import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { freePort } from './free-ports.js'
import { type Account, chooseAccount, placeBinaries, placeData } from './postgres-binaries.js'
import {
  cannotRun,
  endOrphan,
  endPostmaster,
  ensureCluster,
  postgresEnvironment,
  readPostmaster,
  SUPERUSER,
} from './postgres-cluster.js'
import { StartFailure } from './start-failure.js'
import { waitUntil } from './wait-until.js'

export interface PostgresOptions {
  /** Where the data lies, kept from start to start; made when it is not there. */
  dataDir: string
  password: string
  /** Default: a free one of the loopback. */
  port?: number
  /** The database that `url` names, created when it is not there. Default `siaran`. */
  database?: string
  /** False: faster by not waiting for the disk; for data that nobody will miss. Default true. */
  durable?: boolean
  /** Where the server writes its log. Default: beside the data. */
  logFile?: string
}

export interface RunningPostgres {
  url: string
  /** The same server, another database. */
  urlOf(database: string): string
  pid: number
  port: number
  /** Where the data really lies: elsewhere, when root runs a clone that Postgres's account cannot reach. */
  dataDir: string
  /** Calls back when the server ends without having been stopped. */
  onDeath(listener: () => void): void
  /** Flushes and ends it. Tolerates being called twice. */
  stop(): Promise<void>
}

/** Crash recovery of a large database may take its time; a server that says nothing at all does not get this far. */
const READY_WITHIN_MS = 60_000

/** Another program may take the free port first, and a killed server's last children may still hold its memory. */
const passing = /Address already in use|pre-existing shared memory block/

/**
 * Starts the embedded Postgres, for root and for ordinary users, listening on the loopback alone. An orphan of an
 * earlier start on the same data is ended first. Measured: initdb 1 s, start 0.1 s.
 * Throws a {@link StartFailure} when it does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = placeData(options.dataDir)
  const account = chooseAccount(dataDir)
  const binaries = placeBinaries(account)
  const durable = options.durable ?? true
  await endOrphan(dataDir)
  await ensureCluster({ binaries, dataDir, account, password: options.password, durable })

  const logFile = options.logFile ?? `${options.dataDir}.log`
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort())
    const launched = launch({ binaries, dataDir, account, port, durable, logFile })
    const complaint = await untilReady(launched, dataDir, logFile)
    if (complaint === null) return describe(launched.server, port, dataDir, options)
    if (!passing.test(complaint) || attempt === 3) {
      throw new StartFailure(`Postgres does not start on ${dataDir}: ${complaint}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

/** Ends a server that a killed parent left behind on this data. */
export async function endOrphanPostgres(dataDir: string): Promise<void> {
  await endOrphan(placeData(dataDir))
}

/**
 * A quarter of the memory, as Postgres' manual advises, and no more than 1 GB; touched only as far as it is used. With its
 * default of 128 MB, a page that a million messages have to be searched for came from the kernel each time: 146 ms
 * instead of 40.
 */
const sharedBuffersMb = () => Math.round(Math.min(1_024, Math.max(128, totalmem() / 4 / 2 ** 20)))

interface Launched {
  server: ChildProcess
  /** Size of the log before this start: what it says of earlier ones is not about this one. */
  logOffset: number
}

function launch(how: {
  binaries: string
  dataDir: string
  account: Account
  port: number
  durable: boolean
  logFile: string
}): Launched {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    `shared_buffers=${sharedBuffersMb()}MB`,
    // Of a disk without arms. With the default of 4, a rare state among a million messages is sorted out of a bitmap (40 ms
    // instead of 14), where the order of the index would have ended the search.
    'random_page_cost=1.1',
    // For whoever asks what the database does: `create extension pg_stat_statements` shows it.
    'shared_preload_libraries=pg_stat_statements',
  ]
  if (!how.durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const options = ['-D', how.dataDir, '-p', String(how.port), ...settings.flatMap((setting) => ['-c', setting])]
  // A file and not a pipe: the server must be able to speak after the death of whoever started it.
  const log = openSync(how.logFile, 'a', 0o600)
  const logOffset = statSync(how.logFile).size
  const server = spawn(join(how.binaries, 'bin', 'postgres'), options, {
    ...how.account,
    env: postgresEnvironment(),
    cwd: '/',
    stdio: ['ignore', 'ignore', log],
  })
  closeSync(log)
  return { server, logOffset }
}

/** Null when the server is ready, else why it is not. */
async function untilReady({ server, logOffset }: Launched, dataDir: string, logFile: string): Promise<string | null> {
  let ended = false
  let failure: Error | undefined
  server.once('exit', () => {
    ended = true
  })
  server.once('error', (err) => {
    failure = cannotRun(server.spawnfile, err)
  })
  const isReady = () => {
    const postmaster = readPostmaster(dataDir)
    return postmaster !== null && postmaster.pid === server.pid && postmaster.ready
  }
  const settled = await waitUntil(() => ended || failure !== undefined || isReady(), { withinMs: READY_WITHIN_MS })
  if (failure) throw failure
  if (settled && !ended) return null
  if (server.pid) await endPostmaster(server.pid)
  const said = readFileSync(logFile, 'utf8').slice(logOffset).trim().split('\n')
  const why = said.findIndex((line) => /FATAL|PANIC/.test(line))
  const sentence = said.slice(Math.max(why, 0), why + 2).filter((line) => /FATAL|PANIC|DETAIL/.test(line))
  return (
    sentence.map((line) => line.replace(/^.*?(FATAL|PANIC|DETAIL):\s*/, '')).join('. ') || 'it ended without a word.'
  )
}

async function describe(
  server: ChildProcess,
  port: number,
  dataDir: string,
  options: PostgresOptions,
): Promise<RunningPostgres> {
  const urlOf = (database: string) => `postgresql://${SUPERUSER}:${options.password}@127.0.0.1:${port}/${database}`
  const database = options.database ?? 'siaran'
  let stopping: Promise<void> | undefined
  const running: RunningPostgres = {
    url: urlOf(database),
    urlOf,
    pid: server.pid as number,
    port,
    dataDir,
    onDeath: (listener) => server.once('exit', () => stopping ?? listener()),
    stop: () => {
      stopping ??= endPostmaster(server.pid as number)
      return stopping
    },
  }
  try {
    await ensureDatabase(urlOf('postgres'), database)
  } catch (err) {
    await running.stop()
    if ((err as { code?: string }).code !== '28P01') throw err
    throw new StartFailure(
      `The database in ${dirname(dataDir)} does not accept the password kept for it in secrets.json.`,
    )
  }
  return running
}

async function ensureDatabase(maintenanceUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`)
  } finally {
    await client.end()
  }
}
