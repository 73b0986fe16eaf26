import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readStackConfig, type StackConfig } from '../config.js'
import { type DataFolder, openDataFolder } from '../data-folder.js'
import { lockDataFolder } from '../data-folder-lock.js'
import { startPostgres } from '../embedded-postgres.js'
import { placeData } from '../postgres-binaries.js'
import { readPostmaster, SUPERUSER } from '../postgres-cluster.js'
import { identify } from '../process-identity.js'
import { openSecrets, type Secrets } from '../secrets.js'
import { StartFailure } from '../start-failure.js'

/** An installation's own Postgres, for as long as it is needed. */
export interface Installation {
  config: StackConfig
  folder: DataFolder
  secrets: Secrets
  urlOf(database: string): string
  close(): Promise<void>
}

/** Of the local stack's own Postgres alone. Throws a {@link StartFailure} where another one is configured. */
export function readOwnConfig(environment: NodeJS.ProcessEnv): StackConfig {
  const config = readStackConfig(environment)
  if (config.DATABASE_URL === undefined) return config
  throw new StartFailure(
    'DATABASE_URL names a Postgres of your own: back it up and restore it with its own tools (docs/operations/backup.md).',
  )
}

/** For reading: goes through the running server where there is one, and starts it where there is none. */
export async function openToRead(environment: NodeJS.ProcessEnv): Promise<Installation> {
  const config = readOwnConfig(environment)
  const root = resolve(config.SIARAN_DATA_DIR)
  if (!existsSync(join(root, 'secrets.json')) || !existsSync(join(root, 'postgres')))
    throw new StartFailure(`There is nothing to back up in ${root}: Siaran was never started there.`)
  const dataDir = placeData(join(root, 'postgres'))
  const running = readPostmaster(dataDir)
  if (running === null || !running.ready || identify(running.pid) === null) return openAlone(environment)
  const folder = openDataFolder(root)
  const secrets = openSecrets(folder.secrets)
  const port = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[3])
  return {
    config,
    folder,
    secrets,
    urlOf: (database) => `postgresql://${SUPERUSER}:${secrets.databasePassword}@127.0.0.1:${port}/${database}`,
    close: async () => {},
  }
}

/** With the data folder to itself. Throws a {@link StartFailure} while Siaran runs in it. */
export async function openAlone(environment: NodeJS.ProcessEnv): Promise<Installation> {
  const config = readOwnConfig(environment)
  const folder = openDataFolder(config.SIARAN_DATA_DIR)
  const lock = await lockDataFolder(folder.lock, folder.root)
  try {
    const secrets = openSecrets(folder.secrets, {
      email: config.SIARAN_ADMIN_EMAIL,
      password: config.SIARAN_ADMIN_PASSWORD,
    })
    const logFile = join(folder.logs, 'postgres.log')
    const server = await startPostgres({ dataDir: folder.postgres, password: secrets.databasePassword, logFile })
    return {
      config,
      folder,
      secrets,
      urlOf: server.urlOf,
      async close() {
        await server.stop()
        lock.release()
      },
    }
  } catch (err) {
    lock.release()
    throw err
  }
}
