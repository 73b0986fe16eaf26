import { setTimeout as wait } from 'node:timers/promises'
import { isRefusal } from '@siaran/db'
import type { Logger } from 'pino'

const AGAIN_AFTER_MS = 500

/**
 * Writes something down that is told once: tries again while the store is away, for as long as `isWanted`; null when it no
 * longer is. Throws what the database refuses for itself.
 */
export async function insist<Result>(
  write: () => Promise<Result>,
  { what, about, log, isWanted = () => true }: { what: string; about: object; log: Logger; isWanted?: () => boolean },
): Promise<Result | null> {
  while (isWanted()) {
    try {
      return await write()
    } catch (err) {
      if (isRefusal(err)) throw err
      log.warn({ err, ...about }, `${what} could not be written; trying again`)
      await wait(AGAIN_AFTER_MS)
    }
  }
  return null
}
