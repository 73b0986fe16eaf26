import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface Contestant {
  pid: number
  /** Does so many messages or jobs; answers how many a second. */
  run(count: number): Promise<number>
  stop(): void
}

/** Another way of doing the work, in a process of its own, so that it has an event loop of its own. */
export async function startContestant(
  name: string,
  environment: Record<string, string>,
  heapMb?: number,
): Promise<Contestant> {
  const child = spawn(
    process.execPath,
    [
      ...(heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`]),
      '--conditions=source',
      '--import',
      'tsx',
      join(import.meta.dirname, 'contestants', `${name}.ts`),
    ],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  const answer = () =>
    new Promise<number>((resolve, reject) => {
      child.once('message', (value) => resolve(Number(value)))
      child.once('exit', (code) => reject(new Error(`${name} ended with code ${code}`)))
    })
  await answer()
  return {
    pid: child.pid!,
    run(count) {
      child.send(count)
      return answer()
    },
    stop: () => void child.kill(),
  }
}

/** The other end: says that it is ready, then does each run that it is asked for and answers its rate. */
export function contend(run: (count: number) => Promise<void>): void {
  process.on('message', async (count: number) => {
    const begun = performance.now()
    await run(count)
    process.send!((count * 1_000) / (performance.now() - begun))
  })
  process.on('disconnect', () => process.exit(0))
  process.send!(0)
}
