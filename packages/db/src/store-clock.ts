import type { Database } from './database.js'
import { statement } from './statement.js'

/** Postgres' clock, as a process carries it forward by itself. */
export interface StoreClock {
  readonly name: string
  /** Epoch milliseconds of Postgres' clock. Does not go backwards, unless Postgres' own clock is set back by seconds. */
  now(): number
  /** How far (ms) this process's wall clock is ahead of Postgres'. */
  readonly wallAheadMs: number
  /** Resolves when the clock has been read once. */
  start(): Promise<void>
  stop(): Promise<void>
}

export interface StoreClockOptions {
  /** Reads Postgres' clock: epoch milliseconds. */
  read(): Promise<number>
  log: Record<'info' | 'error', (fields: object, sentence: string) => void>
  /** Epoch milliseconds of the machine's clock, which people and daemons set. */
  wall?: () => number
  /** Milliseconds of a clock that nobody sets. */
  elapsed?: () => number
}

const READ_EVERY_MS = 2_000
/** Two clocks that nobody sets differ by less than this in each millisecond: 200 millionths. */
const DRIFT = 2e-4
/** Less than this is an error of measuring, through which the clock stands still rather than go back. */
const SET_BACK_MS = 5_000
/** Past this a wall clock is wrong enough to say so. */
const WALL_IS_OFF_MS = 5_000

const readClock = statement<{ now: number }>('store-clock')

export const readStoreTime = async (db: Database): Promise<number> => (await readClock(db, []))[0]!.now

/**
 * The one clock by which slots, gaps and waits are decided in every process: Postgres', read every two seconds and carried
 * forward in between by the process's own monotonic clock. So the wall clock of a process may be set while it works, and
 * those of several need not agree. Of two readings the one with the shorter round trip is believed, which bounds the error
 * by half of it, until the newer one contradicts it.
 *
 * Before `start` has resolved it is the wall clock.
 */
export function createStoreClock({
  read,
  log,
  wall = () => Date.now(),
  elapsed = () => performance.now(),
}: StoreClockOptions): StoreClock {
  let last: { offset: number; error: number; at: number } | null = null
  let told = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let wallIsOff = false

  const measure = async (): Promise<void> => {
    const asked = elapsed()
    const there = await read()
    const answered = elapsed()
    const reading = {
      offset: there - (asked + answered) / 2,
      error: (answered - asked) / 2,
      at: answered,
    }
    if (last !== null) {
      const uncertain = last.error + (answered - last.at) * DRIFT
      const differ = reading.offset - last.offset
      if (reading.error > uncertain && Math.abs(differ) <= uncertain + reading.error) return
      if (differ < -SET_BACK_MS) {
        log.error({ byMs: Math.round(-differ) }, 'the clock of Postgres was set back; it is followed')
        told = Number.NEGATIVE_INFINITY
      }
    }
    last = reading
  }

  const lookAtWall = (): void => {
    const isOff = Math.abs(clock.wallAheadMs) > WALL_IS_OFF_MS
    if (isOff && !wallIsOff)
      log.error(
        { aheadMs: Math.round(clock.wallAheadMs) },
        'this process’s clock is not Postgres’; it goes by Postgres’, but set the clock',
      )
    else if (!isOff && wallIsOff) log.info({}, 'this process’s clock is Postgres’ again')
    wallIsOff = isOff
  }

  const again = (): void => {
    if (stopped) return
    timer = setTimeout(() => {
      // Should Postgres be away: a clock that nobody sets runs on well for hours.
      void measure()
        .then(lookAtWall, () => {})
        .then(again)
    }, READ_EVERY_MS)
    timer.unref()
  }

  const clock: StoreClock = {
    name: 'store clock',
    now() {
      if (last === null) return wall()
      told = Math.max(told, Math.floor(elapsed() + last.offset))
      return told
    },
    get wallAheadMs() {
      return last === null ? 0 : wall() - (elapsed() + last.offset)
    },
    async start() {
      await measure()
      lookAtWall()
      again()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
  return clock
}

/** What a process says of its wall clock: it can serve with a wrong one, but people should know. */
export const clockCheck = (clock: StoreClock) => ({
  name: 'clock',
  advisory: true,
  async run() {
    const aheadMs = Math.round(clock.wallAheadMs)
    if (Math.abs(aheadMs) <= WALL_IS_OFF_MS) return { aheadMs }
    throw new Error(`This process's clock is ${Math.abs(aheadMs)} ms ${aheadMs > 0 ? 'ahead of' : 'behind'} Postgres'`)
  },
})
