import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ServiceSpec } from '@siaran/local-stack'

/** A service comes back so long after its death, as an orchestrator would have it. */
const BACK_AFTER_MS = 1_000
const READY_WITHIN_MS = 60_000

/** One service as a process that is killed, frozen and started again. */
export interface Actor {
  readonly name: string
  /** `device-sender` of `device-sender-3`. */
  readonly kind: string
  readonly pid: number | undefined
  /** How it ended, each time that nobody had wanted it to. */
  readonly unwantedEnds: readonly string[]
  /** Starts it and resolves when it is ready. */
  start(): Promise<void>
  /** A signal that is meant to end it: SIGKILL or SIGTERM. Resolves when it is gone; it comes back by itself. */
  end(signal: 'SIGKILL' | 'SIGTERM', backAfterMs?: number): Promise<void>
  freeze(): void
  thaw(): void
  /** Ends it for good. */
  dismiss(): Promise<void>
}

/** A process that ends when this one does, whatever happens to this one: its IPC channel closes. */
export function createActor(spec: ServiceSpec, surroundings: { environment: NodeJS.ProcessEnv; logs: string }): Actor {
  const unwantedEnds: string[] = []
  let child: ChildProcess | undefined
  let wantedEnd = false
  let dismissed = false
  let back: Promise<void> = Promise.resolve()

  const launch = (): Promise<void> => {
    const log = openSync(join(surroundings.logs, `${spec.name}.log`), 'a')
    const heap = spec.heapMb === undefined ? [] : [`--max-old-space-size=${spec.heapMb}`]
    const started = spawn(process.execPath, [...heap, '--enable-source-maps', spec.entry], {
      env: { ...surroundings.environment, ...spec.environment },
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    child = started
    wantedEnd = false
    return new Promise((resolve, reject) => {
      let isReady = false
      const late = setTimeout(() => reject(new Error(`${spec.name} was not ready in time`)), READY_WITHIN_MS)
      started.on('message', (message: { type?: string }) => {
        if (message?.type !== 'ready') return
        clearTimeout(late)
        isReady = true
        resolve()
      })
      started.once('error', reject)
      started.once('close', (code, signal) => {
        clearTimeout(late)
        if (child === started) child = undefined
        if (dismissed) return resolve()
        if (!wantedEnd) comeBack(BACK_AFTER_MS)
        // One that finds its stores silent at its start says so and ends: that is as it should be.
        if (!wantedEnd && isReady) unwantedEnds.push(signal ?? `code ${code}`)
        // Killed while it was starting: whoever waits for it waits for the one that comes after it.
        resolve(back)
      })
    })
  }

  const comeBack = (afterMs: number) => {
    back = wait(afterMs).then(() => (dismissed || child !== undefined ? undefined : launch()))
    back.catch(() => {}) // it is tried again when it ends
  }

  return {
    name: spec.name,
    kind: spec.name.replace(/-\d+$/, ''),
    get pid() {
      return child?.pid
    },
    unwantedEnds,
    start: launch,
    async end(signal, backAfterMs = BACK_AFTER_MS) {
      const ending = child
      if (ending === undefined) return
      wantedEnd = true
      const gone = new Promise((resolve) => ending.once('close', resolve))
      ending.kill(signal)
      await gone
      comeBack(backAfterMs)
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async dismiss() {
      dismissed = true
      const ending = child
      if (ending === undefined) return
      const gone = new Promise((resolve) => ending.once('close', resolve))
      ending.kill('SIGCONT')
      ending.kill('SIGTERM')
      const hard = setTimeout(() => ending.kill('SIGKILL'), 9_000)
      await gone
      clearTimeout(hard)
    },
  }
}
