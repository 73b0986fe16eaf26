import type { VirtualClock } from './virtual-clock.js'

/**
 * The sender's batches (`services/device-sender/src/batch.ts`) on the virtual clock: while one is under way the next one
 * gathers. `serve` answers when the statement for so many rows will be done.
 */
export function createBatch<Item>(
  clock: VirtualClock,
  how: { most: number; atOnce: number; serve: (rows: number) => number },
  /** `sent`: their statement is on its way to Postgres. */
  told: { sent(items: readonly Item[]): void; done(items: readonly Item[]): void },
): (item: Item) => void {
  let waiting: Item[] = []
  let underWay = 0
  const go = () => {
    while (underWay < how.atOnce && waiting.length > 0) {
      const items = waiting.slice(0, how.most)
      waiting = waiting.slice(how.most)
      underWay++
      told.sent(items)
      clock.at(how.serve(items.length), () => {
        underWay--
        told.done(items)
        go()
      })
    }
  }
  return (item) => {
    waiting.push(item)
    go()
  }
}
