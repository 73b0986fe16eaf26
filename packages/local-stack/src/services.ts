import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { followLog, lastLines, openLog } from './log-file.js'
import { describeLine, describeTrouble } from './log-line.js'
import { identify } from './process-identity.js'
import { StartFailure } from './start-failure.js'
import { waitUntil } from './wait-until.js'

/** A process to run: a compiled `main.js` that says `{ type: 'ready' }` over IPC and ends on SIGTERM. */
export interface ServiceSpec {
  name: string
  entry: string
  environment?: Record<string, string>
  /** Limit of the JavaScript heap in MB; Node's own, by the machine's memory, when left out. */
  heapMb?: number
  /** Part of the world outside, such as the phone network: it ends after the services that talk to it. */
  outside?: boolean
}

export interface RunningService {
  readonly name: string
  readonly logFile: string
  /** Of the present process; undefined between its end and the restart. */
  readonly pid: number | undefined
  /** How often it ended by itself and was started again. */
  readonly restarts: number
  /** A signal for the present process: a test's way to make trouble. */
  kill(signal: NodeJS.Signals): void
  /** Asks it to end, and makes it when the time (default 6 s) is up. Tolerates being called twice. */
  stop(withinMs?: number): Promise<void>
}

export interface ServiceSurroundings {
  environment: NodeJS.ProcessEnv
  logs: string
  notice(line: string): void
  /** Told the number of every process that is started. */
  onSpawn(pid: number): void
  /** Breaks a start off. */
  signal?: AbortSignal
}

const READY_WITHIN_MS = 30_000

/** Together with 1 s for the phone network and 3 s for the stores this stays below 10 s. */
const STOP_WITHIN_MS = 6_000
const LONGEST_PAUSE_MS = 10_000

/** A service that ran this long has recovered: its next restart comes after 1 s again. */
const RECOVERED_AFTER_MS = 60_000

/**
 * Starts a service and resolves when it is ready. From then on it is kept: one that ends by itself is started again
 * after 1 s, 2 s, … 10 s. Throws a {@link StartFailure} with its last words when it ends, or stays silent for 30 s,
 * before it was ready; nothing of it runs then.
 */
export async function startService(spec: ServiceSpec, surroundings: ServiceSurroundings): Promise<RunningService> {
  if (!existsSync(spec.entry)) throw new StartFailure(`${spec.entry} is missing: build Siaran first (npm run build).`)
  const logFile = join(surroundings.logs, `${spec.name}.log`)
  closeSync(openLog(logFile))
  const logStart = statSync(logFile).size
  const service = new KeptService(spec, surroundings, logFile)
  const breakOff = () => void service.stop()
  surroundings.signal?.addEventListener('abort', breakOff)
  const outcome = await service.launch()
  surroundings.signal?.removeEventListener('abort', breakOff)
  if (outcome === 'ready') return service
  await service.stop()
  const words = lastLines(logFile, 8, logStart)
    .filter(Boolean)
    .map((line) => `  ${describeLine(line)}`)
  const what = outcome === 'ended' ? 'ended before it was ready' : `was not ready within ${READY_WITHIN_MS / 1000} s`
  throw new StartFailure([`${spec.name} ${what}. The end of ${logFile}:`, ...words].join('\n'))
}

const heapLimit = ({ heapMb }: ServiceSpec) => (heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`])

class KeptService implements RunningService {
  readonly name: string
  restarts = 0
  #child: ChildProcess | undefined
  #stopping: Promise<void> | undefined
  #startedAt = 0
  #inARow = 0
  #nextStart: NodeJS.Timeout | undefined
  readonly #unfollow: () => void

  constructor(
    private readonly spec: ServiceSpec,
    private readonly surroundings: ServiceSurroundings,
    readonly logFile: string,
  ) {
    this.name = spec.name
    this.#unfollow = followLog(logFile, (line) => {
      const trouble = describeTrouble(spec.name, line)
      if (trouble) surroundings.notice(trouble)
    })
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Starts the process; resolves when it is ready, has ended, or has taken too long. */
  launch(): Promise<'ready' | 'ended' | 'silent'> {
    const log = openLog(this.logFile)
    const child = spawn(process.execPath, [...heapLimit(this.spec), '--enable-source-maps', this.spec.entry], {
      // Of a group of its own: a Ctrl-C at the terminal reaches the supervisor alone, which then ends all in order.
      detached: true,
      env: { ...this.surroundings.environment, ...this.spec.environment },
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    this.#child = child
    this.#startedAt = performance.now()
    if (child.pid) this.surroundings.onSpawn(child.pid)
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('silent'), READY_WITHIN_MS)
      let ready = false
      child.on('message', (message: { type?: string }) => {
        if (message?.type !== 'ready') return
        ready = true
        clearTimeout(timer)
        resolve('ready')
      })
      child.on('error', () => {})
      child.once('close', (code, signal) => {
        clearTimeout(timer)
        this.#child = undefined
        resolve('ended')
        if (!this.#stopping && (ready || this.restarts > 0)) this.#restartLater(signal ?? `code ${code}`)
      })
    })
  }

  kill(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  stop(withinMs = STOP_WITHIN_MS): Promise<void> {
    this.#stopping ??= (async () => {
      clearTimeout(this.#nextStart)
      const pid = this.#child?.pid
      if (pid !== undefined) {
        const gone = () => identify(pid) === null
        this.kill('SIGTERM')
        if (!(await waitUntil(gone, { withinMs }))) {
          this.surroundings.notice(`${this.name} did not end within ${withinMs / 1000} s and was killed`)
          process.kill(-pid, 'SIGKILL')
          await waitUntil(gone, { withinMs: 1_000 })
        }
      }
      this.#unfollow()
    })()
    return this.#stopping
  }

  #restartLater(reason: string): void {
    if (performance.now() - this.#startedAt > RECOVERED_AFTER_MS) this.#inARow = 0
    this.#inARow += 1
    this.restarts += 1
    const pauseMs = Math.min(this.#inARow * 1_000, LONGEST_PAUSE_MS)
    this.surroundings.notice(`${this.name} ended (${reason}); it is started again in ${pauseMs / 1000} s`)
    this.#nextStart = setTimeout(() => void this.launch(), pauseMs)
  }
}
