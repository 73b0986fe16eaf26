import type { Clock } from './clock.js'

type Entry = { dueAt: number; order: number; act: () => void }

/** Everything that is to happen later, in the order of its time. */
export interface Agenda {
  after(delayMs: number, act: () => void): void
  /** Forgets everything; nothing that was planned happens any more. */
  clear(): void
  readonly size: number
}

/**
 * An agenda on a binary heap with one timer for its head: a hundred thousand planned acks cost a hundred thousand small
 * objects and a single timer. What is due at the same time happens in the order in which it was planned.
 */
export function createAgenda(clock: Clock): Agenda {
  let heap: Entry[] = []
  let planned = 0
  let armedFor = Number.POSITIVE_INFINITY
  let disarm = () => {}

  const rearm = () => {
    const head = heap[0]
    const wanted = head?.dueAt ?? Number.POSITIVE_INFINITY
    if (wanted === armedFor) return
    disarm()
    armedFor = wanted
    disarm = head ? clock.after(Math.max(0, head.dueAt - clock.now()), run) : () => {}
  }

  const run = () => {
    armedFor = Number.POSITIVE_INFINITY
    disarm = () => {}
    const now = clock.now()
    try {
      while (heap[0] && heap[0].dueAt <= now) takeHead(heap).act()
    } finally {
      rearm()
    }
  }

  return {
    after(delayMs, act) {
      insert(heap, { dueAt: clock.now() + delayMs, order: planned++, act })
      rearm()
    },
    clear() {
      heap = []
      rearm()
    },
    get size() {
      return heap.length
    },
  }
}

const before = (a: Entry, b: Entry) => a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order)

function insert(heap: Entry[], entry: Entry) {
  let index = heap.length
  heap.push(entry)
  while (index > 0) {
    const parent = (index - 1) >> 1
    if (!before(entry, heap[parent]!)) break
    heap[index] = heap[parent]!
    index = parent
  }
  heap[index] = entry
}

/** Takes the earliest entry out of a heap that holds at least one. */
function takeHead(heap: Entry[]): Entry {
  const head = heap[0]!
  const last = heap.pop()!
  if (heap.length === 0) return head
  let index = 0
  for (;;) {
    let child = 2 * index + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1
    if (!before(heap[child]!, last)) break
    heap[index] = heap[child]!
    index = child
  }
  heap[index] = last
  return head
}
