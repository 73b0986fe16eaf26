import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Acts, Answer, BrowserEvent } from './protocol.js'

/** The compiled program, from the source and from the compiled file alike. */
const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'whatsapp-web', 'browser-process.js')

/** One device's browser, in a process of its own. */
export interface Browser {
  /** Rejects with the page's complaint, when the answer does not come within `withinMs`, or when the process ends. */
  ask<Act extends keyof Acts>(
    act: Act,
    withinMs: number,
    ...args: Parameters<Acts[Act]>
  ): Promise<ReturnType<Acts[Act]>>
  /** Ends it at once, with its browser. Resolves when it is gone; tolerates being called twice. */
  kill(): Promise<void>
}

/** `hear` is told everything that the process says, and that it has broken when it ends without having been told to. */
export function startBrowser(hear: (event: BrowserEvent) => void): Browser {
  const child = fork(PROGRAM, { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  const questions = new Map<number, { resolve(result: never): void; reject(err: Error): void }>()
  let asked = 0
  let killed = false

  child.on('message', (said: Answer | BrowserEvent) => {
    if (killed) return
    if ('event' in said) return hear(said)
    const question = questions.get(said.answer)
    questions.delete(said.answer)
    if (said.error === undefined) question?.resolve(said.result as never)
    else question?.reject(new Error(said.error))
  })
  const gone = new Promise<void>((resolve) => {
    const end = (cause: string) => {
      for (const { reject } of questions.values()) reject(new Error(cause))
      questions.clear()
      if (!killed) hear({ event: 'broken', cause })
      killed = true
      resolve()
    }
    child.once('exit', (code, signal) => end(`its process ended (${signal ?? code})`))
    child.once('error', (err) => end(err.message))
  })

  return {
    ask(act, withinMs, ...args) {
      asked += 1
      const ask = asked
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          questions.delete(ask)
          reject(new Error(`${act}: no answer within ${withinMs} ms`))
        }, withinMs)
        const settle =
          <Value>(settled: (value: Value) => void) =>
          (value: Value) => {
            clearTimeout(timer)
            settled(value)
          }
        questions.set(ask, { resolve: settle(resolve), reject: settle(reject) })
        if (killed || !child.connected) return questions.get(ask)!.reject(new Error('its process has ended'))
        child.send({ ask, act, args }, (err) => {
          if (err) questions.get(ask)?.reject(err)
        })
      })
    },
    kill() {
      killed = true
      end(child)
      return gone
    },
  }
}

function end(child: ChildProcess) {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
}
