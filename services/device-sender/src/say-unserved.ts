import type { LiveEvents } from '@siaran/contracts'
import { type Database, sayUnserved } from '@siaran/db'
import type { Logger } from 'pino'

export interface UnservedDeps {
  db: Database
  live: LiveEvents
  /** By transport, why this sender cannot serve it. */
  unserved: ReadonlyMap<string, string>
  /** Transports that it serves, and of which nobody has room for more right now. */
  full: ReadonlySet<string>
  log: Logger
}

const EVERY_MS = 5_000
/** A sender that can serve a device has taken it long before. */
const FOR_MS = 10_000

const fullSentence = (transport: string) =>
  `The senders that serve ${transport} are full: start another one, or raise ${
    transport === 'whatsapp_web'
      ? 'SIARAN_WHATSAPP_WEB_CAPACITY where there is memory for it'
      : 'SIARAN_SENDER_CAPACITY'
  }`

/**
 * A device that this sender cannot serve is left to those that can. Where there is none, or none with room, it would wait without
 * a word: it is said why.
 */
export function keepSayingUnserved({ db, live, unserved, full, log }: UnservedDeps) {
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()

  const say = async (): Promise<void> => {
    const reasons = new Map([...[...full].map((name) => [name, fullSentence(name)] as const), ...unserved])
    if (reasons.size === 0) return
    for (const { deviceId, workspaceId, reason } of await sayUnserved(db, reasons, FOR_MS)) {
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
      timer = setInterval(run, EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
      await turn
    },
  }
}
