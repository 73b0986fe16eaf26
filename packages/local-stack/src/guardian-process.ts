import { createInterface } from 'node:readline'
import { startPostgres } from './embedded-postgres.js'
import { startRedis } from './embedded-redis.js'
import { endProcess } from './end-process.js'
import type { FromGuardian, StoreOptions, ToGuardian } from './guardian.js'
import { identify } from './process-identity.js'
import { asSentence } from './start-failure.js'
import { waitUntil } from './wait-until.js'

// The guardian: a process that owns Postgres and Redis, and ends them when whoever started it is gone.

/** Time that the services get to end on their own after the death of the supervisor. */
const SERVICES_WITHIN_MS = 6_000

/** Time that stores get to begin, or to break off, when they are to be ended before they are ready. */
const BREAK_OFF_MS = 3_000

interface Store {
  pid: number
  stop(): Promise<void>
}

const stores = new Map<string, Store>()
const watched: number[] = []
let starting: Promise<unknown> | undefined
let ending = false

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const message = JSON.parse(line) as ToGuardian
    if (message.type === 'start') starting = start(message.stores)
    else if (message.type === 'watch') watched.push(message.pid)
    else void end({ waitForServices: false })
  })
  .on('close', () => void end({ waitForServices: true }))

process.stdout.on('error', () => {}) // nobody listens any more: the closing of stdin says so too
process.on('SIGTERM', () => void end({ waitForServices: true }))
// Sent to the whole group when a start is broken off: meant for what runs below.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})

function tell(message: FromGuardian): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

async function start(options: StoreOptions): Promise<void> {
  try {
    const results = await Promise.allSettled([
      options.postgres && keepPostgres(options.postgres),
      options.redis && keepRedis(options.redis),
    ])
    for (const result of results) if (result.status === 'rejected') throw result.reason
    const [postgres, redis] = results as [Settled<typeof keepPostgres>, Settled<typeof keepRedis>]
    tell({
      type: 'ready',
      ...(postgres.value && { postgres: { url: postgres.value.url, pid: postgres.value.pid } }),
      ...(redis.value && { redis: { url: redis.value.url, pid: redis.value.pid, version: redis.value.version } }),
    })
  } catch (err) {
    if (!ending) tell({ type: 'failed', sentence: asSentence(err) })
  }
}

type Settled<Start extends (...args: never[]) => unknown> = PromiseFulfilledResult<
  Awaited<ReturnType<Start>> | undefined
>

async function keepPostgres(options: NonNullable<StoreOptions['postgres']>) {
  const postgres = await startPostgres(options)
  stores.set('Postgres', postgres)
  // The same port, for the services know no other.
  postgres.onDeath(() => startAgain('Postgres', () => keepPostgres({ ...options, port: postgres.port })))
  return postgres
}

async function keepRedis(options: NonNullable<StoreOptions['redis']>) {
  const redis = await startRedis({ ...options, notice: (line) => tell({ type: 'notice', line }) })
  stores.set('Redis', redis)
  const port = Number(/:(\d+)$/.exec(redis.url)?.[1]) || undefined
  redis.onDeath(() => startAgain('Redis', () => keepRedis({ ...options, ...(port && { port }) })))
  return redis
}

/** A store that was killed is started again, a second apart, until it stays or the guardian ends. */
async function startAgain(name: string, keep: () => Promise<Store>): Promise<void> {
  stores.delete(name)
  while (!ending) {
    try {
      await keep()
      return tell({ type: 'notice', line: `${name} had ended; it was started again` })
    } catch (err) {
      tell({ type: 'notice', line: `${name} has ended and does not start again: ${asSentence(err)}` })
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
  }
}

async function end({ waitForServices }: { waitForServices: boolean }): Promise<void> {
  if (ending) return
  ending = true
  if (waitForServices) await outliveServices()
  await breakOffStart()
  await Promise.allSettled([...stores.values()].map((store) => store.stop()))
  process.exit(0)
}

async function outliveServices(): Promise<void> {
  await waitUntil(() => watched.every((pid) => identify(pid) === null), { withinMs: SERVICES_WITHIN_MS, everyMs: 50 })
  await Promise.all(watched.map((pid) => endProcess(pid, [])))
}

/** initdb, apt or a server on its way up: all of this group's processes are asked to end, then none is asked. */
async function breakOffStart(): Promise<void> {
  let settled = starting === undefined
  starting?.finally(() => {
    settled = true
  })
  await new Promise(setImmediate)
  if (settled) return
  process.kill(-process.pid, 'SIGINT')
  if (!(await waitUntil(() => settled, { withinMs: BREAK_OFF_MS }))) process.kill(-process.pid, 'SIGKILL')
}
