import { setTimeout as sleep } from 'node:timers/promises'
import { backoffMs } from '../backoff.js'
import type { PhoneNetworkApi } from './phone-network-api.js'
import type { NetworkEvent, PollAnswer } from './wire.js'

/** How long the network holds a poll open when nothing happens. */
const WAIT_MS = 25_000

/** A poll without an answer after this long is given up: the connection is dead without having said so. */
const GIVE_UP_MS = 35_000

export interface EventStreamDeps {
  poll: PhoneNetworkApi['poll']
  /** Resolves when an event is dealt with; a rejection has it told again. */
  hear(event: NetworkEvent): Promise<void>
  /** The network cannot be heard, or was started anew and knows none of the owner's devices. Called once an outage. */
  troubled(): void
}

/**
 * Listens to an owner's events, for all of its devices, until `stop`. An event is acknowledged when its receiver is done
 * with it: what a receiver fails on, or a process dies over, is told again.
 */
export function listen({ poll, hear, troubled }: EventStreamDeps): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let stream: string | undefined
  let ackUpTo = 0

  const take = async ({ stream: present, events }: PollAnswer) => {
    if (stream !== present) {
      if (stream !== undefined) troubled()
      stream = present
      ackUpTo = 0
    }
    const heard = await Promise.allSettled(events.map(hear))
    const failed = heard.find((each) => each.status === 'rejected')
    if (failed) throw failed.reason
    ackUpTo = events.at(-1)?.seq ?? ackUpTo
  }

  const run = async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const pause = async () => {
        await sleep(backoffMs(failures++, Math.random()), undefined, { signal: stopping.signal }).catch(() => {})
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
