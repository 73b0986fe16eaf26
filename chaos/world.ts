import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, openDatabase } from '@siaran/db'
import {
  type RunningPostgres,
  type RunningRedis,
  type ServiceSetting,
  type ServiceSpec,
  siaranServices,
  startPostgres,
  startRedis,
  startStack,
  temporaryFolder,
} from '@siaran/local-stack'
import { type PhoneNetworkClient, phoneNetworkClient } from '@siaran/phone-network'
import { stretchWire, type Wire } from '@siaran/testkit'
import { type Actor, createActor } from './actor.js'
import { type Caller, callApi } from './call-api.js'

/** How many of each; the API and the phone network are one. */
export interface Cast {
  schedulers: number
  workers: number
  senders: number
}

/** Siaran as processes, with its stores behind wires that can be cut, and everything within reach of a fault. */
export interface World {
  readonly folder: string
  readonly actors: readonly Actor[]
  actor(name: string): Actor
  of(kind: string): Actor[]
  readonly wires: { postgres: Wire; redis: Wire }
  readonly stores: { postgres: Store<RunningPostgres>; redis: Store<RunningRedis> }
  /** The database as its owner, past the wires. */
  readonly db: Database
  readonly network: PhoneNetworkClient
  readonly networkUrl: string
  readonly api: Caller
  readonly workspaceId: string
  /** Sets one process' wall clock so many milliseconds off. */
  setClock(name: string, offByMs: number): void
  stop(options: { keepFolder: boolean }): Promise<void>
}

/** A store that is started again where it was. */
export interface Store<Running> {
  readonly running: Running
  restart(): Promise<void>
}

const clockShift = join(import.meta.dirname, '..', 'packages', 'testkit', 'clock-shift.mjs')

/** Short, so that a run meets many of them: an answer that does not come is doubt after this. */
export const SEND_DEADLINE_MS = 4_000

export async function startWorld(
  cast: Cast,
  serviceEnvironment: Record<string, Record<string, string>> = {},
): Promise<World> {
  const folder = temporaryFolder('chaos')
  const logs = join(folder, 'services')
  const clocks = join(folder, 'clocks')
  for (const made of [logs, clocks]) mkdirSync(made)
  const postgres = await keepStore((port?: number) =>
    startPostgres({
      dataDir: join(folder, 'postgres'),
      password: 'chaos',
      durable: false,
      ...(port === undefined ? {} : { port }),
    }),
  )
  const redis = await keepStore(() => startRedis({ dataDir: join(folder, 'redis'), password: 'chaos', durable: false }))
  // The services end with this process by themselves; the stores do not.
  process.once('exit', () => {
    for (const { running } of [postgres, redis]) endNow(running.pid)
  })
  const wires = {
    postgres: await stretchWire(() => ({ host: '127.0.0.1', port: postgres.running.port })),
    redis: await stretchWire(() => redisAddress(redis.running.url)),
  }
  const environment = {
    ...process.env,
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    PORT: '0',
    SIARAN_PHONE_NETWORK_PORT: '0',
    SIARAN_DATA_DIR: join(folder, 'stack'),
    SIARAN_DEVICE_SENDERS: String(cast.senders),
    DATABASE_URL: through(wires.postgres, postgres.running.url),
    REDIS_URL: through(wires.redis, redis.running.url),
  }
  let specs: ServiceSpec[] = []
  const stack = await startStack({
    environment,
    durable: false,
    services(setting) {
      specs = castOf(setting, cast)
      return []
    },
  })
  const actors = specs.map((spec) => {
    const kind = spec.name.replace(/-\d+$/, '')
    const additions = {
      NODE_OPTIONS: `--import=${clockShift}`,
      SIARAN_CLOCK_SHIFT_FILE: join(clocks, spec.name),
      ...serviceEnvironment[kind],
      ...serviceEnvironment[spec.name],
    }
    return createActor({ ...spec, environment: { ...spec.environment, ...additions } }, { environment, logs })
  })
  await Promise.all(actors.map((actor) => actor.start()))

  const db = openDatabase(postgres.running.url, { name: 'chaos' })
  const api = await callApi(stack.urls.api, stack.signIn)
  const { rows } = await db.pool.query<{ id: string }>('select id from workspaces')
  return {
    folder,
    actors,
    actor: (name) => actors.find((actor) => actor.name === name)!,
    of: (kind) => actors.filter((actor) => actor.kind === kind),
    wires,
    stores: { postgres, redis },
    db,
    network: phoneNetworkClient(stack.urls.phoneNetwork),
    networkUrl: stack.urls.phoneNetwork,
    api,
    workspaceId: rows[0]!.id,
    setClock: (name, offByMs) => writeFileSync(join(clocks, name), String(offByMs)),
    async stop({ keepFolder }) {
      await Promise.all(actors.map((actor) => actor.dismiss()))
      await db.stop()
      await stack.stop()
      await Promise.all([wires.postgres.close(), wires.redis.close()])
      await Promise.all([postgres.running.stop(), redis.running.stop()])
      if (!keepFolder) rmSync(folder, { recursive: true, force: true })
    },
  }
}

function castOf(setting: ServiceSetting, cast: Cast): ServiceSpec[] {
  const several: Record<string, number> = { scheduler: cast.schedulers, 'campaign-worker': cast.workers }
  return siaranServices(setting).flatMap((spec) => {
    // A free port at each start: the one before may still be taken by a process that is only frozen.
    const own = {
      HEALTH_PORT: '0',
      ...(spec.name.startsWith('device-sender') ? { SIARAN_SEND_DEADLINE_MS: String(SEND_DEADLINE_MS) } : {}),
    }
    const environment = { ...spec.environment, ...own }
    const count = several[spec.name]
    return count === undefined
      ? { ...spec, environment }
      : Array.from({ length: count }, (_, n) => ({ ...spec, name: `${spec.name}-${n + 1}`, environment }))
  })
}

async function keepStore<Running extends { stop(): Promise<void>; port?: number }>(
  open: (port?: number) => Promise<Running>,
): Promise<Store<Running>> {
  const store = {
    running: await open(),
    async restart() {
      await store.running.stop()
      store.running = await open(store.running.port)
    },
  }
  return store
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

const through = (wire: Wire, url: string): string => {
  if (url.startsWith('/')) return `redis://127.0.0.1:${wire.port}`
  const bent = new URL(url)
  bent.port = String(wire.port)
  return bent.href
}

function redisAddress(url: string) {
  if (url.startsWith('/')) return { path: url }
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}
