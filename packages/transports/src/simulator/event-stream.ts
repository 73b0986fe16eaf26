import { backoffMs } from '../backoff.js'
import type { PhoneNetworkApi } from './phone-network-api.js'
import { type NetworkEvent, networkEvent, type PollAnswer } from './wire.js'

/** How long the network holds a poll open when nothing happens. */
const WAIT_MS = 25_000

/** A poll without an answer after this long is given up: the connection is dead without having said so. */
const GIVE_UP_MS = 35_000
/** An event that its receiver fails on so often, within about a minute, would hold up all that come after it for ever. */
const MOST_TRIES = 10

export interface EventStreamDeps {
  poll: PhoneNetworkApi['poll']
  /** Resolves when an event is dealt with; a rejection has it told again, a limited number of times. */
  hear(event: NetworkEvent): Promise<void>
  /** Told of an event that is given up: nothing can be read of it, or its receiver fails on it again and again. */
  passedBy(event: unknown, err: unknown): void
  /** The network cannot be heard, or was started anew and knows none of the owner's devices. Called once an outage. */
  troubled(): void
  /** Waits so long (ms), or until the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>
}

/**
 * Listens to an owner's events, for all of its devices, until `stop`. An event is acknowledged when its receiver is done
 * with it: what a receiver fails on, or a process dies over, is told again. One that nobody can take in is passed by, with
 * a word about it, so that it cannot hold up the others for ever.
 */
export function listen({ poll, hear, passedBy, troubled, sleep }: EventStreamDeps): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let stream: string | undefined
  let ackUpTo = 0
  /** By the numbers of the events. */
  const failuresOf = new Map<number, number>()

  const hearOrPassBy = async (told: unknown): Promise<void> => {
    const event = networkEvent.safeParse(told)
    if (!event.success) return passedBy(told, event.error)
    const { seq } = event.data
    try {
      await hear(event.data)
    } catch (err) {
      const failures = (failuresOf.get(seq) ?? 0) + 1
      failuresOf.set(seq, failures)
      if (failures < MOST_TRIES) throw err
      passedBy(told, err)
    }
  }

  const take = async ({ stream: present, events }: PollAnswer) => {
    if (stream !== present) {
      if (stream !== undefined) troubled()
      stream = present
      ackUpTo = 0
      failuresOf.clear()
    }
    const heard = await Promise.allSettled(events.map(hearOrPassBy))
    const failed = heard.find((each) => each.status === 'rejected')
    if (failed) throw failed.reason
    failuresOf.clear()
    ackUpTo = events.at(-1)?.seq ?? ackUpTo
  }

  const run = async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const pause = async () => {
        await sleep(backoffMs(failures++, Math.random()), stopping.signal).catch(() => {})
      }
      const answer = await within(stopping.signal, (signal) =>
        poll({ stream, ackUpTo, waitMs: WAIT_MS }, signal),
      ).catch(() => null)
      if (stopping.signal.aborted) return
      if (answer === null) {
        if (failures === 0) troubled()
        await pause()
        continue
      }
      await take(answer).then(() => {
        failures = 0
      }, pause)
    }
  }
  const running = run()

  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** Gives a poll a signal that aborts with the stream or after the time to give up. (AbortSignal.any and .timeout would
 * leave a timer behind for each of hundreds of polls a second.) */
async function within<Value>(stopping: AbortSignal, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const giveUp = new AbortController()
  const abort = () => giveUp.abort()
  const timer = setTimeout(abort, GIVE_UP_MS)
  stopping.addEventListener('abort', abort, { once: true })
  try {
    return await work(giveUp.signal)
  } finally {
    clearTimeout(timer)
    stopping.removeEventListener('abort', abort)
  }
}
