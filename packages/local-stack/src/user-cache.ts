import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The user's cache, shared by every clone (`SIARAN_CACHE` moves it); where that cannot be written, `folder`. */
export function chooseCache(folder: string): string {
  const shared = process.env.SIARAN_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'siaran')
  try {
    mkdirSync(shared, { recursive: true })
    accessSync(shared, constants.W_OK)
    return shared
  } catch {
    return join(folder, 'cache')
  }
}
