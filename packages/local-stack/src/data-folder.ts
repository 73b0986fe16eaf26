import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StartFailure } from './start-failure.js'

/** Where everything of an installation lies. */
export interface DataFolder {
  root: string
  secrets: string
  lock: string
  logs: string
  postgres: string
  redis: string
  phoneNetwork: string
}

/** Makes the folder where there is none. Throws a {@link StartFailure} where it cannot be one. */
export function openDataFolder(path: string): DataFolder {
  const root = resolve(path)
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new StartFailure(`${root} is not a folder: remove it, or name another one in SIARAN_DATA_DIR.`)
  }
  const folder: DataFolder = {
    root,
    secrets: join(root, 'secrets.json'),
    lock: join(root, 'running.json'),
    logs: join(root, 'logs'),
    postgres: join(root, 'postgres'),
    redis: join(root, 'redis'),
    phoneNetwork: join(root, 'phone-network'),
  }
  mkdirSync(root, { recursive: true })
  // Run by root, Postgres gives up root's rights: it has to pass through, without a look at what else is here.
  chmodSync(root, process.getuid?.() === 0 ? 0o711 : 0o700)
  for (const private_ of [folder.logs, folder.redis, folder.phoneNetwork]) {
    mkdirSync(private_, { recursive: true })
    chmodSync(private_, 0o700)
  }
  return folder
}
