import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { PostgresOptions } from './embedded-postgres.js'
import type { RedisOptions } from './embedded-redis.js'
import { identify } from './process-identity.js'
import { StartFailure } from './start-failure.js'
import { waitUntil } from './wait-until.js'

/** The stores to run; one that is left out is somebody else's. */
export interface StoreOptions {
  postgres?: PostgresOptions
  redis?: Omit<RedisOptions, 'notice'>
}

/** What the supervisor writes to the guardian, a JSON line each. The end of the stream means that it died. */
export type ToGuardian = { type: 'start'; stores: StoreOptions } | { type: 'watch'; pid: number } | { type: 'stop' }

/** What the guardian answers, a JSON line each. */
export type FromGuardian =
  | ({ type: 'ready' } & StoreUrls)
  | { type: 'failed'; sentence: string }
  | { type: 'notice'; line: string }

interface StoreUrls {
  postgres?: { url: string; pid: number }
  redis?: { url: string; pid: number; version: string }
}

export interface Guardian extends StoreUrls {
  pid: number
  /** When the supervisor dies, the stores stay up until this process has ended, or is made to. */
  watch(pid: number): void
  /** Calls back when the guardian ends without having been stopped. */
  onDeath(listener: () => void): void
  /** Ends the stores, then the guardian. Tolerates being called twice. */
  stop(): Promise<void>
}

/** Postgres and Redis take 3 s each at the very most, side by side. */
const STOP_WITHIN_MS = 4_000

/** The compiled file, also when this one is run from its source by a test. */
const program = join(import.meta.dirname, '..', 'dist', 'guardian-process.js')

/**
 * Starts the stores below a small process of their own, which ends them when this process dies in whatever way,
 * SIGKILL included: nobody else could. Throws a {@link StartFailure} when a store does not start, and nothing is
 * left running then. An aborted signal ends it at any moment.
 */
export async function startGuardian(
  stores: StoreOptions,
  options: { logFile: string; notice?: (line: string) => void; onSpawn?: (pid: number) => void; signal?: AbortSignal },
): Promise<Guardian> {
  const log = openSync(options.logFile, 'a', 0o600)
  // Detached: in a process group of its own, a Ctrl-C at the terminal does not reach it.
  const child = spawn(process.execPath, [program], { detached: true, stdio: ['pipe', 'pipe', log] }) as GuardianChild
  closeSync(log)
  child.stdin.on('error', () => {}) // a dead guardian is noticed by its exit
  const tell = (message: ToGuardian) => void child.stdin.write(`${JSON.stringify(message)}\n`)
  if (child.pid) options.onSpawn?.(child.pid)

  const stop = stopping(child, tell)
  const abort = () => void stop()
  options.signal?.addEventListener('abort', abort)
  tell({ type: 'start', stores })
  try {
    const urls = await firstAnswer(child, options.notice ?? (() => {}))
    return {
      ...urls,
      pid: child.pid as number,
      watch: (pid) => tell({ type: 'watch', pid }),
      onDeath: (listener) => child.once('exit', () => stop.called || listener()),
      stop,
    }
  } catch (err) {
    await stop()
    throw err
  } finally {
    options.signal?.removeEventListener('abort', abort)
  }
}

type GuardianChild = ChildProcessByStdio<Writable, Readable, null>

function firstAnswer(child: GuardianChild, notice: (line: string) => void): Promise<StoreUrls> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as FromGuardian
      if (message.type === 'ready') resolve(message)
      else if (message.type === 'failed') reject(new StartFailure(message.sentence))
      else notice(message.line)
    })
    child.once('error', reject)
    child.once('exit', () =>
      reject(new StartFailure('The process that runs Postgres and Redis ended before they started.')),
    )
  })
}

function stopping(child: GuardianChild, tell: (message: ToGuardian) => void) {
  let ending: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stop.called = true
    ending ??= (async () => {
      tell({ type: 'stop' })
      const gone = () => child.pid === undefined || identify(child.pid) === null
      if (await waitUntil(gone, { withinMs: STOP_WITHIN_MS })) return
      process.kill(-(child.pid as number), 'SIGKILL')
      await waitUntil(gone, { withinMs: 1_000 })
    })()
    return ending
  }
  stop.called = false
  return stop
}
