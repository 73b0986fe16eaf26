import { type Database, readUnconfirmed } from '@siaran/db'
import type { DeviceSession } from '@siaran/transports'
import type { Logger } from 'pino'
import type { Ledger } from './ledger.js'

/** A device as the reconciliation sees it. */
export interface AskableDevice {
  readonly id: string
  readonly online: boolean
  readonly session: Pick<DeviceSession, 'lookUp'> | null
}

export interface ReconcileDeps {
  db: Database
  /** The devices of this sender. */
  served: ReadonlyMap<string, AskableDevice>
  ledger: Pick<Ledger, 'acknowledge'>
  log: Logger
}

/** By device, the message at which the last turn ended; missing: the next one begins anew. */
export type Reached = Map<string, string>

const EVERY_MS = 30_000
/** Devices that come online within this time of each other are looked at together. */
const GATHER_MS = 500
/** Most messages of one device in a turn: so many of the newest, and so many of the others, on from where the last turn ended. */
const PAGE = 100
/** What is in doubt for longer is left to people. */
const MAX_AGE_MS = 24 * 3_600_000
/** Questions at once, over all devices. */
const AT_ONCE = 16

/**
 * Asks networks that can be asked what became of the messages that are unconfirmed on this sender's devices. What a phone has
 * received is settled as sent. What is not found stays as it is, and is never sent again by this: its request may still be on
 * the road. Answers how many it settled. A network that gives no answer is asked again. What is not found must not hide what is
 * older: a restore leaves thousands in doubt, of which the oldest may have been received. So turn by turn all are asked for.
 */
export async function reconcile(
  { db, served, ledger, log }: ReconcileDeps,
  reached: Reached,
  signal: AbortSignal,
): Promise<number> {
  const askable = [...served.values()].filter(({ online, session }) => online && session?.lookUp !== undefined)
  if (askable.length === 0) return 0
  const devices = askable.map(({ id }) => ({ id, behind: reached.get(id) ?? null }))
  const found = await readUnconfirmed(db, devices, { page: PAGE, maxAgeMs: MAX_AGE_MS })
  reached.clear()
  for (const { id, deviceId } of found) reached.set(deviceId, id) // in the order of ids: the last stays
  const inDoubt = found.values()
  let settled = 0

  const ask = async () => {
    for (const { id: messageId, deviceId } of inDoubt) {
      if (signal.aborted) return
      try {
        const answer = await served.get(deviceId)?.session?.lookUp?.(messageId)
        if (answer?.kind !== 'found') continue
        // An acknowledgement needs no fence: it is true under whichever epoch the message was sent.
        const { transportMessageId, at } = answer
        await ledger.acknowledge({ deviceId, messageId, transportMessageId, level: 'sent', at })
        settled++
      } catch (err) {
        log.debug({ err, messageId, deviceId }, 'a message in doubt could not be asked for')
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  if (settled > 0) log.info({ messages: settled }, 'messages in doubt were found at their phones')
  return settled
}

/** Reconciles soon after a device came online, and every half a minute: one timer and one statement for all devices. */
export function keepReconciling(deps: ReconcileDeps) {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const reached: Reached = new Map()
  let turn: Promise<unknown> | null = null
  let again = false

  const run = (): void => {
    again = false
    turn = reconcile(deps, reached, stopping.signal)
      .catch((err) => deps.log.warn({ err }, 'messages in doubt could not be read; they are looked at again'))
      .finally(() => {
        turn = null
        schedule(again ? GATHER_MS : EVERY_MS)
      })
  }
  const schedule = (afterMs: number): void => {
    clearTimeout(timer)
    if (!stopping.signal.aborted) timer = setTimeout(run, afterMs)
  }

  return {
    name: 'reconciliation',
    /** A device came online. */
    look() {
      if (again) return
      again = true
      if (turn === null) schedule(GATHER_MS)
    },
    async start() {
      schedule(EVERY_MS)
    },
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await turn
    },
  }
}
