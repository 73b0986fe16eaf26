import { randomUUID } from 'node:crypto'
import { type DeliveredEvent, isLasting, type LastingEvent, type NetworkEvent } from './network-event.js'

/** The most events that one answer carries. */
const BATCH = 1000

export interface Poll {
  /** The stream that `ackUpTo` counts in. Another one than the present (or none) acknowledges nothing. */
  stream?: string | undefined
  ackUpTo: number
  waitMs: number
}

export type PollAnswer = { stream: string; events: DeliveredEvent[] }

/** The events of every owner, each in a stream of its own, kept until acknowledged: told at least once. */
export interface Mailboxes {
  append(owner: string, device: string, event: NetworkEvent): void
  /**
   * Forgets what is acknowledged and answers once: with what is there, or with what comes first within `waitMs`, or
   * with nothing. A newer poll of the same owner ends the older one. Gives back how to leave without an answer.
   */
  poll(owner: string, poll: Poll, answer: (answer: PollAnswer) => void): () => void
  /** Takes the unacknowledged events of one device out, in order. Those about the session itself are dropped. */
  take(owner: string, device: string): LastingEvent[]
  /** Answers everybody who waits with nothing. */
  stop(): void
}

type Mailbox = { lastSeq: number; events: DeliveredEvent[]; waiter: (() => void) | null }

export function createMailboxes(): Mailboxes {
  // A network that was started anew begins a new stream, so that old acknowledgements do not swallow new events.
  const stream = randomUUID()
  const boxes = new Map<string, Mailbox>()

  const boxOf = (owner: string) => {
    const box = boxes.get(owner) ?? { lastSeq: 0, events: [], waiter: null }
    boxes.set(owner, box)
    return box
  }

  return {
    append(owner, device, event) {
      const box = boxOf(owner)
      box.events.push({ seq: ++box.lastSeq, device, ...event })
      // After the present tick, so that events of one moment travel in one answer.
      if (box.events.length === 1 && box.waiter) setImmediate(() => box.waiter?.())
    },

    poll(owner, { stream: theirs, ackUpTo, waitMs }, answer) {
      const box = boxOf(owner)
      if (theirs === stream) forget(box, ackUpTo)
      box.waiter?.()
      if (box.events.length > 0 || waitMs === 0) {
        answer({ stream, events: box.events.slice(0, BATCH) })
        return () => {}
      }
      const leave = () => {
        clearTimeout(timer)
        if (box.waiter === wake) box.waiter = null
      }
      const wake = () => {
        leave()
        answer({ stream, events: box.events.slice(0, BATCH) })
      }
      const timer = setTimeout(wake, waitMs)
      box.waiter = wake
      return leave
    },

    take(owner, device) {
      const box = boxOf(owner)
      const taken = box.events.filter((event) => event.device === device)
      if (taken.length > 0) box.events = box.events.filter((event) => event.device !== device)
      return taken.map(({ seq: _, device: __, ...event }) => event as NetworkEvent).filter(isLasting)
    },

    stop() {
      for (const box of boxes.values()) box.waiter?.()
    },
  }
}

function forget(box: Mailbox, ackUpTo: number) {
  const kept = box.events.findIndex((event) => event.seq > ackUpTo)
  box.events = kept === -1 ? [] : box.events.slice(kept)
}
