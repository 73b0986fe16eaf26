import type { LiveEvents } from '@siaran/contracts'
import { type Database, sayUnserved } from '@siaran/db'
import type { Logger } from 'pino'

export interface UnservedDeps {
  db: Database
  live: LiveEvents
  /** By transport, why this sender cannot serve it. */
  unserved: ReadonlyMap<string, string>
  log: Logger
}

const EVERY_MS = 5_000
/** A sender that can serve a device has taken it long before. */
const FOR_MS = 10_000

/**
 * A device that this sender cannot serve is left to those that can. Where there is none, or none with room, it would wait without
 * a word: it is said why.
 */
export function keepSayingUnserved({ db, live, unserved, log }: UnservedDeps) {
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()

  const say = async (): Promise<void> => {
    for (const { deviceId, workspaceId, reason } of await sayUnserved(db, unserved, FOR_MS)) {
      log.warn({ deviceId, reason }, 'a device is served by nobody')
      live.publish({ workspaceId }, 'device:status', { deviceId, status: 'failed', reason })
    }
  }
  const run = (): void => {
    turn = say().catch((err) => log.warn({ err }, 'devices that nobody serves could not be looked for'))
  }

  return {
    name: 'unserved devices',
    start() {
      if (unserved.size > 0) timer = setInterval(run, EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
      await turn
    },
  }
}
