import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Chromium } from '@siaran/local-stack'
import { browserArgs as argsOf } from '../../src/whatsapp-web/browser-args.js'

/** No test waits for anything longer than this. */
const PATIENCE_MS = 40_000

/** What makes a browser take this port for web.whatsapp.com, and reach nothing else. */
export const browserArgs = (whatsAppWebPort: number) =>
  argsOf({ page: `127.0.0.1:${whatsAppWebPort}`, extra: [], isRoot: process.getuid?.() === 0 })

export const puppeteerOptions = ({ program, libraryPath }: Chromium, whatsAppWebPort: number) => ({
  executablePath: program,
  headless: program.includes('headless-shell') ? 'shell' : true,
  env: { ...process.env, ...(libraryPath === undefined ? {} : { LD_LIBRARY_PATH: libraryPath }) },
  args: ['--disable-gpu', '--disable-dev-shm-usage', ...browserArgs(whatsAppWebPort)],
})

export type Sent = { key?: string; id: string; ack: number } | null
export type AckEvent = { key?: string; id: string; ack: number }
export type MessageEvent = { id: string; from: string; body: string; quoted?: string }

/** The library in its process (`library-process.mjs`). */
export interface Library {
  act<Result = unknown>(name: string, ...args: unknown[]): Promise<Result>
  /** The first event of this name that satisfies, from the beginning on. */
  event<Args extends unknown[]>(name: string, satisfies?: (...args: Args) => boolean): Promise<Args>
  heard(name: string): unknown[][]
  /** As `kill -9`; resolves when the process is gone. */
  end(): Promise<void>
}

export function openLibrary(): Library {
  const child = fork(join(import.meta.dirname, 'library-process.mjs'), { execArgv: [] })
  const events: { event: string; args: unknown[] }[] = []
  const answers = new Map<number, (answer: { result?: unknown; error?: string }) => void>()
  const waiters = new Set<() => void>()
  let asked = 0

  child.on('message', (said: { id?: number; result?: unknown; error?: string; event?: string; args?: unknown[] }) => {
    if (said.event !== undefined) events.push({ event: said.event, args: said.args ?? [] })
    else answers.get(said.id!)?.(said)
    for (const look of waiters) look()
  })

  return {
    async act<Result>(name: string, ...args: unknown[]) {
      asked += 1
      const id = asked
      const answered = new Promise<{ result?: unknown; error?: string }>((resolve) => answers.set(id, resolve))
      child.send({ id, act: name, args })
      const { result, error } = await answered
      if (error !== undefined) throw new Error(error)
      return result as Result
    },
    event<Args extends unknown[]>(name: string, satisfies: (...args: Args) => boolean = () => true) {
      return new Promise<Args>((resolve, reject) => {
        const leave = () => {
          clearTimeout(timer)
          waiters.delete(look)
        }
        const look = () => {
          const found = events.find(({ event, args }) => event === name && satisfies(...(args as Args)))
          if (found === undefined) return
          leave()
          resolve(found.args as Args)
        }
        const timer = setTimeout(() => {
          leave()
          reject(new Error(`waited in vain for ${name}; heard ${JSON.stringify(events)}`))
        }, PATIENCE_MS)
        waiters.add(look)
        look()
      })
    },
    heard: (name) => events.filter(({ event }) => event === name).map(({ args }) => args),
    end: () => endProcess(child),
  }
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
