import { type Database, isRefusal, knownMessages, leaveHookWords, type TakenWord, takeHookWords } from '@siaran/db'
import { groupBy } from '@siaran/domain'
import type { DeviceSession, IncomingMessage } from '@siaran/transports'
import type { Logger } from 'pino'
import type { Ledger } from './ledger.js'

export interface HearHooksDeps {
  db: Database
  sender: string
  /** The devices of this sender. */
  served: ReadonlyMap<string, { readonly session: Pick<DeviceSession, 'look'> | null }>
  ledger: Pick<Ledger, 'acknowledge'>
  hearMessage: (device: { id: string; workspaceId: string }, message: IncomingMessage) => Promise<void>
  log: Logger
}

/** Words are looked for so often when nobody says that there are some. */
const EVERY_MS = 2_000
/** A word that could not be taken in is looked at again after this, by whoever comes. */
const HELD_MS = 15_000
const MOST = 200
/** A call may overtake the answer that tells the message's id, and the writing down of it. */
const EARLY_MS = 60_000
const EARLY_AGAIN_MS = 1_000

/**
 * Takes in what gateways said when they called: each word at least once, those of one device in their order. An ack of a message
 * that is not known is kept for a minute: it may have overtaken the answer. Answers how many words it took up.
 */
export async function hearHooks(deps: HearHooksDeps): Promise<number> {
  const { db, sender, log } = deps
  const words = await takeHookWords(db, sender, { most: MOST, heldMs: HELD_MS })
  if (words.length === 0) return 0
  const known = await knownMessages(
    db,
    words.filter((word) => word.kind === 'ack'),
  )
  const done: number[] = []
  const early: number[] = []

  const hear = async (word: TakenWord): Promise<void> => {
    const { id, deviceId, workspaceId } = word
    if (word.kind === 'ack' && !known.has(word)) return void early.push(id)
    try {
      if (word.kind === 'ack') await deps.ledger.acknowledge(word)
      else if (word.kind === 'incoming') await deps.hearMessage({ id: deviceId, workspaceId }, word)
      else deps.served.get(deviceId)?.session?.look?.()
    } catch (err) {
      log.error({ err, deviceId }, 'what a gateway said could not be taken in')
      if (!isRefusal(err)) return // it is looked at again
    }
    done.push(id)
  }
  const byDevice = groupBy(words, ({ deviceId }) => deviceId)
  await Promise.all(
    Array.from(byDevice.values(), async (said) => {
      // Acks only move forward, in whatever order: they go in one batch.
      await Promise.all(said.filter(({ kind }) => kind === 'ack').map(hear))
      for (const word of said) if (word.kind !== 'ack') await hear(word)
    }),
  )
  await leaveHookWords(db, { done, early }, { againMs: EARLY_AGAIN_MS, tooOldMs: EARLY_MS })
  return words.length
}

/** Listens for as long as it runs: at once when somebody says that a gateway has called, and every two seconds. */
export function keepHearingHooks(deps: HearHooksDeps) {
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> | null = null
  let again = false
  let stopping = false

  const run = (): void => {
    again = false
    turn = hearHooks(deps)
      .then(
        (words) => {
          again ||= words === MOST
        },
        (err) => deps.log.warn({ err }, 'what gateways said could not be read; it is looked at again'),
      )
      .then(() => {
        turn = null
        schedule(again ? 0 : EVERY_MS)
      })
  }
  const schedule = (afterMs: number): void => {
    clearTimeout(timer)
    if (!stopping) timer = setTimeout(run, afterMs)
  }

  return {
    name: 'hooks',
    /** A gateway has called. */
    look() {
      if (again) return
      again = true
      if (turn === null) schedule(0)
    },
    async start() {
      schedule(EVERY_MS)
    },
    async stop() {
      stopping = true
      clearTimeout(timer)
      await turn
    },
  }
}
