import { identify, isAlive } from './process-identity.js'
import { waitUntil } from './wait-until.js'

/** A signal, and how long the process may take over it before the next, stronger one. */
export type EndingStep = { signal: NodeJS.Signals; graceMs: number }

/** Ends a process, gently first. Resolves when it is gone; a process that is gone already is no error. */
export async function endProcess(pid: number, steps: readonly EndingStep[]): Promise<void> {
  const known = identify(pid)
  if (known === null) return
  for (const { signal, graceMs } of [...steps, { signal: 'SIGKILL' as const, graceMs: 2_000 }]) {
    if (!isAlive(known)) return
    try {
      process.kill(pid, signal)
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'ESRCH') return
      throw err
    }
    if (await waitUntil(() => !isAlive(known), { withinMs: graceMs })) return
  }
}
