import { execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TestStores } from '@siaran/testkit'
import type { Policy } from '../src/policy.js'

/** The API as it is served: the compiled process, with the pages for people, over the stores of a test. */
export interface ApiProcess {
  url: string
  pid: number
  /** What it logged as an error: nothing that a caller does may be one. */
  errors: unknown[]
  isAlive(): boolean
  stop(): Promise<void>
}

const dist = (file: string) => fileURLToPath(new URL(`../dist/${file}`, import.meta.url))
const LISTENING = /Server listening at (http:\/\/[\w.:]+)/

export async function openApiProcess(stores: TestStores, environment: Record<string, string>): Promise<ApiProcess> {
  const child = spawn(process.execPath, ['--enable-source-maps', dist('main.js')], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: stores.requestUrl,
      REDIS_URL: stores.redisUrl,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const errors: unknown[] = []
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let rest = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop()!
      for (const line of lines) {
        const address = LISTENING.exec(line)?.[1]
        if (address !== undefined) resolve(address)
        // Only errors are worth the time of reading a line.
        if (/"level":(5|6)0|"level":"(error|fatal)"/.test(line)) errors.push(JSON.parse(line))
      }
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text))
    void ended.then(() => reject(new Error(`The API ended before it listened: ${JSON.stringify(errors)}`)))
  })
  return {
    url,
    pid: child.pid!,
    errors,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Every route that such a process serves, pages included, and whom it is for. Jest cannot load what brings the pages. */
export const servedRoutes = (): { method: string; url: string; policy: Policy }[] =>
  JSON.parse(
    execFileSync(process.execPath, [fileURLToPath(new URL('served-routes.mjs', import.meta.url))], {
      encoding: 'utf8',
    }),
  )
