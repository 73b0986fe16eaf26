import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { endProcess } from './end-process.js'
import { freePort } from './free-ports.js'
import { commandLine } from './process-identity.js'
import { findRedis } from './redis-binary.js'
import { answersPing, type RedisAddress } from './redis-ping.js'
import type { RedisBinary } from './redis-probe.js'
import { StartFailure } from './start-failure.js'
import { chooseCache } from './user-cache.js'
import { waitUntil } from './wait-until.js'

export interface RedisOptions {
  /** Where data, socket and configuration lie; made when it is not there. */
  dataDir: string
  /** Asked for where no Unix socket can be had. */
  password: string
  /** For the case without a socket. Default: a free one of the loopback. */
  port?: number
  /** False: nothing is written to disk. Default true. */
  durable?: boolean
  /** Where a downloaded server is kept. Default: `siaran` in the user's cache folder. */
  cacheDir?: string
  /** Default: in `dataDir`. */
  logFile?: string
  /** Told what takes long or went wrong on the way, in one line. */
  notice?(line: string): void
}

export interface RunningRedis {
  /** As ioredis takes it: `/path/to/redis.sock`, or `redis://:password@127.0.0.1:port`. */
  url: string
  pid: number
  /** `redis 7.0.15` */
  version: string
  /** Calls back when the server ends without having been stopped. */
  onDeath(listener: () => void): void
  /** Saves and ends it. Tolerates being called twice. */
  stop(): Promise<void>
}

/** Linux allows 107 bytes for the path of a Unix socket, macOS 103. */
const LONGEST_SOCKET_PATH = 100

/** 1.2 GB of append-only file load in about 10 s. */
const READY_WITHIN_MS = 60_000

/**
 * Starts a Redis-compatible server, found or fetched, on a private Unix socket, or on the loopback with a password
 * where the path is too long for one. An orphan of an earlier start on the same folder is ended first. Data that
 * cannot be read is moved aside: rows are promises, Redis holds only nudges.
 * Throws a {@link StartFailure} when there is no server, or it does not start.
 */
export async function startRedis(options: RedisOptions): Promise<RunningRedis> {
  const notice = options.notice ?? (() => {})
  const folder = resolve(options.dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const binary = await findRedis(options.cacheDir ?? chooseCache(folder), notice)
  await endOrphanRedis(folder)

  // A folder for each version: an older server cannot read what a newer one wrote.
  const data = join(folder, `${binary.flavour}-${binary.version.split('.').slice(0, 2).join('.')}`)
  const complaint = () => `see ${options.logFile ?? join(folder, 'redis.log')}`
  const first = await launch(binary, folder, data, options)
  if (first) return first
  if (options.durable === false || !existsSync(join(data, 'appendonlydir'))) {
    throw new StartFailure(`${binary.program} does not start: ${complaint()}.`)
  }
  const aside = `${data}.unreadable-${Date.now()}`
  renameSync(data, aside)
  notice(`Redis could not read its data, which is now in ${aside}; it begins empty and is filled again from Postgres`)
  const second = await launch(binary, folder, data, options)
  if (second) return second
  throw new StartFailure(`${binary.program} does not start: ${complaint()}.`)
}

/** The running server, or null when it ended instead. */
async function launch(
  binary: RedisBinary,
  folder: string,
  data: string,
  options: RedisOptions,
): Promise<RunningRedis | null> {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const socket = join(folder, 'redis.sock')
  const address: RedisAddress =
    Buffer.byteLength(socket) < LONGEST_SOCKET_PATH
      ? { path: socket }
      : { port: options.port ?? (await freePort()), password: options.password }
  const file = join(folder, 'redis.conf')
  writeFileSync(file, configuration(address, data, folder, options), { mode: 0o600 })
  const env = binary.libraryPath ? { ...process.env, LD_LIBRARY_PATH: binary.libraryPath } : process.env
  const server = spawn(binary.program, [file], { env, cwd: folder, stdio: 'ignore' })
  let ended = false
  server.once('exit', () => {
    ended = true
  })
  server.once('error', () => {
    ended = true
  })
  const isReady = async () => ended || (await answersPing(address))
  const settled = await waitUntil(isReady, { withinMs: READY_WITHIN_MS })
  if (settled && !ended) return describe(server, address, binary)
  if (server.pid) await endServer(server.pid)
  return null
}

/** In a file of our own and not in arguments: everybody on the machine can read the arguments of a process. */
function configuration(address: RedisAddress, data: string, folder: string, options: RedisOptions): string {
  const listening =
    'path' in address
      ? { port: 0, unixsocket: address.path, unixsocketperm: 700 }
      : { port: address.port, bind: '127.0.0.1', requirepass: address.password }
  const keeping = options.durable === false ? { appendonly: 'no' } : { appendonly: 'yes', appendfsync: 'everysec' }
  const settings = {
    ...listening,
    ...keeping,
    dir: data,
    pidfile: join(folder, 'redis.pid'),
    logfile: options.logFile ?? join(folder, 'redis.log'),
    save: '',
    // A queue must never forget a job to make room for another.
    'maxmemory-policy': 'noeviction',
    // Delayed jobs are late by 7 ms (p50) instead of 49.
    hz: 100,
    // The command line keeps naming this file: that is how an orphan is known.
    'set-proc-title': 'no',
    daemonize: 'no',
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${JSON.stringify(String(value))}\n`)
    .join('')
}

/** Ends a server that a killed parent left behind in this folder. */
export async function endOrphanRedis(dataDir: string): Promise<void> {
  const folder = resolve(dataDir)
  const file = join(folder, 'redis.pid')
  if (!statSync(file, { throwIfNoEntry: false })) return
  const pid = Number(readFileSync(file, 'utf8'))
  if (commandLine(pid).includes(join(folder, 'redis.conf'))) await endServer(pid)
}

function endServer(pid: number): Promise<void> {
  return endProcess(pid, [{ signal: 'SIGTERM', graceMs: 2_500 }])
}

function describe(server: ChildProcess, address: RedisAddress, binary: RedisBinary): RunningRedis {
  let stopping: Promise<void> | undefined
  return {
    url: 'path' in address ? address.path : `redis://:${address.password}@127.0.0.1:${address.port}`,
    pid: server.pid as number,
    version: `${binary.flavour} ${binary.version}`,
    onDeath: (listener) => server.once('exit', () => stopping ?? listener()),
    stop: () => {
      stopping ??= endServer(server.pid as number)
      return stopping
    },
  }
}
