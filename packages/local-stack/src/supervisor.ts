import { join } from 'node:path'
import { type Logins, LoginsRefused, migrateDeploy, openLogins } from '@siaran/db'
import { choosePorts } from './choose-ports.js'
import { readStackConfig, repository } from './config.js'
import { type DataFolder, openDataFolder } from './data-folder.js'
import { lockDataFolder } from './data-folder-lock.js'
import { endOrphanPostgres } from './embedded-postgres.js'
import { endOrphanRedis } from './embedded-redis.js'
import { freePorts } from './free-ports.js'
import { openSecrets, type Secrets } from './secrets.js'
import { type RunningService, type ServiceSpec, startService } from './services.js'
import { healthPortCount, type ServiceSetting, siaranServices } from './siaran-services.js'
import { type Stores, startStores } from './stores.js'

export interface StackOptions {
  /** Ports, stores, data folder, senders: as `npm start` reads them (see `config.ts`). Default `process.env`. */
  environment?: NodeJS.ProcessEnv
  /** Additions for single services, by name: `device-sender-2`, or `device-sender` for all of them. */
  serviceEnvironment?: Record<string, Record<string, string>>
  /** What to run. Default: the four services and the phone network. */
  services?: (setting: ServiceSetting) => ServiceSpec[]
  /** Default: `prisma/migrations`. */
  migrations?: string
  /** False: faster stores for data that nobody will miss. Default true. */
  durable?: boolean
  /** Told, in one line each, what the operator should know while it runs. */
  notice?(line: string): void
  /** Told when a step of the start is done. */
  step?(name: string, ms: number, detail?: string): void
  /** Breaks a start off; nothing is left running. */
  signal?: AbortSignal
}

export interface Stack {
  urls: { api: string; docs: string; bullBoard: string; phoneNetwork: string; database: string; redis: string }
  secrets: Secrets
  /** The administrator's sign-in that the API was given. */
  signIn: { email: string; password: string }
  folder: DataFolder
  /** Process ids of the embedded stores; undefined for one that is somebody else's. */
  stores: { postgres: number | undefined; redis: number | undefined }
  services: readonly RunningService[]
  service(name: string): RunningService
  /** `stores` is theirs alone; `siaran` is everything else. */
  timings: { storesMs: number; siaranMs: number }
  /** Calls back when the stack cannot go on. */
  onFailure(listener: (sentence: string) => void): void
  /** Ends services, phone network and stores, in this order, within 10 s. Tolerates being called twice. */
  stop(): Promise<void>
}

/** The phone network has nothing to finish. */
const OUTSIDE_WITHIN_MS = 1_000

/**
 * Starts everything in one data folder: stores, migrations, services; resolves when all are ready. Whatever happens
 * to this process afterwards, everything below it ends. Throws a `StartFailure` with one sentence when something
 * cannot be started, and leaves nothing running.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const begun = performance.now()
  const environment = options.environment ?? process.env
  const notice = options.notice ?? (() => {})
  const signal = options.signal ?? new AbortController().signal
  const config = readStackConfig(environment)
  const folder = openDataFolder(config.SIARAN_DATA_DIR)
  const secrets = openSecrets(folder.secrets, {
    email: config.SIARAN_ADMIN_EMAIL,
    password: config.SIARAN_ADMIN_PASSWORD,
  })
  const lock = await lockDataFolder(folder.lock, folder.root)
  const running: Running = { services: [] }
  const stop = stopOnce(running, folder, () => lock.release())

  try {
    const ports = await choosePorts(config)
    const storesMs = await timed(async () => {
      const onSpawn = (pid: number) => lock.addGuardian(pid)
      running.stores = await startStores(config, folder, secrets, {
        durable: options.durable ?? true,
        notice,
        onSpawn,
        signal,
      })
    })
    const { guardian, databaseUrl, redisUrl } = running.stores as Stores
    options.step?.(
      'stores',
      storesMs,
      [guardian.postgres && 'Postgres', guardian.redis?.version].filter(Boolean).join(', '),
    )
    signal.throwIfAborted()

    const directory = options.migrations ?? join(repository, 'prisma', 'migrations')
    const applied: string[] = []
    const migrateMs = await timed(async () => {
      applied.push(...(await migrateDeploy({ url: databaseUrl, directory, log: notice })))
    })
    // Of several keys the first is the one in use.
    const secret = (config.SIARAN_SECRET_KEY ?? secrets.secretKey).split(',')[0]!.trim()
    const logins = await restrictedLogins(databaseUrl, secret, notice)
    options.step?.('migrations', migrateMs, applied.length ? `${applied.length} applied` : undefined)
    signal.throwIfAborted()

    const [whatsAppWebPort, ...healthPorts] = await freePorts(1 + healthPortCount(config))
    const specs = (options.services ?? siaranServices)({
      config,
      secrets,
      folder,
      logins,
      redisUrl,
      healthPorts,
      whatsAppWebPort: whatsAppWebPort!,
      ...ports,
    })
    const surroundings = {
      environment,
      logs: folder.logs,
      notice,
      onSpawn: (pid: number) => guardian.watch(pid),
      signal,
    }
    const servicesMs = await timed(() =>
      allOrNone(
        specs.map(async (spec) => {
          const service = await startService(withAdditions(spec, options.serviceEnvironment), surroundings)
          running.services.push({ service, outside: spec.outside ?? false })
        }),
      ),
    )
    options.step?.('services', servicesMs, `${specs.length} processes`)
    signal.throwIfAborted()

    const failureListeners: ((sentence: string) => void)[] = []
    guardian.onDeath(() => {
      running.orphaned = true
      for (const listener of failureListeners) listener('The process that runs Postgres and Redis was killed')
    })
    const api = `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${ports.apiPort}`
    const services = running.services.map(({ service }) => service)
    return {
      urls: {
        api,
        docs: `${api}/docs`,
        bullBoard: `${api}/admin/queues`,
        phoneNetwork: `http://127.0.0.1:${ports.phoneNetworkPort}`,
        database: databaseUrl,
        redis: redisUrl,
      },
      secrets,
      signIn: {
        email: config.SIARAN_ADMIN_EMAIL ?? secrets.adminEmail,
        password: config.SIARAN_ADMIN_PASSWORD ?? secrets.adminPassword,
      },
      folder,
      stores: { postgres: guardian.postgres?.pid, redis: guardian.redis?.pid },
      services,
      service: (name) => {
        const found = services.find((service) => service.name === name)
        if (!found) throw new Error(`No service is called ${name}`)
        return found
      },
      timings: { storesMs, siaranMs: performance.now() - begun - storesMs },
      onFailure: (listener) => void failureListeners.push(listener),
      stop,
    }
  } catch (err) {
    await stop()
    throw err
  }
}

interface Running {
  stores?: Stores
  services: { service: RunningService; outside: boolean }[]
  /** The guardian was killed: the stores are nobody's. */
  orphaned?: boolean
}

function stopOnce(running: Running, folder: DataFolder, release: () => void): () => Promise<void> {
  const stopAll = async () => {
    const inside = running.services.filter(({ outside }) => !outside)
    const outside = running.services.filter(({ outside }) => outside)
    await Promise.all(inside.map(({ service }) => service.stop()))
    await Promise.all(outside.map(({ service }) => service.stop(OUTSIDE_WITHIN_MS)))
    await running.stores?.guardian.stop()
    if (running.orphaned && running.stores?.guardian.postgres) await endOrphanPostgres(folder.postgres)
    if (running.orphaned && running.stores?.guardian.redis) await endOrphanRedis(folder.redis)
    release()
  }
  let stopping: Promise<void> | undefined
  return () => {
    stopping ??= stopAll()
    return stopping
  }
}

function withAdditions(spec: ServiceSpec, additions: StackOptions['serviceEnvironment'] = {}): ServiceSpec {
  const kind = spec.name.replace(/-\d+$/, '')
  return { ...spec, environment: { ...spec.environment, ...additions[kind], ...additions[spec.name] } }
}

/** Logins that see what they should; the owner's own, and a line about it, where those cannot be had. */
async function restrictedLogins(ownerUrl: string, secret: string, notice: (line: string) => void): Promise<Logins> {
  try {
    return await openLogins(ownerUrl, secret)
  } catch (err) {
    if (!(err instanceof LoginsRefused)) throw err
    notice(
      `The services log in to the database as its owner, which does not keep workspaces apart by itself: ${err.message}. What to grant: README.md, "The database's own roles".`,
    )
    return { requestUrl: ownerUrl, serviceUrl: ownerUrl }
  }
}

/** Waits for all before it throws the first failure: what started late must be there to be stopped. */
async function allOrNone(starts: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(starts)).find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
