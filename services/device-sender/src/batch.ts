/**
 * Gathers single requests into batches: while one batch is under way the next one gathers, so that the busier it is
 * the larger the batches are, and a single request on an idle sender waits for nobody. `run` answers in the order of its
 * items. A batch that fails is tried again item by item, so that one bad row cannot fail its neighbours.
 */
export function createBatch<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
  { most, atOnce = 1 }: { most: number; atOnce?: number },
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (err: unknown) => void }
  let waiting: Waiting[] = []
  let underWay = 0

  const settle = async (batch: Waiting[]): Promise<void> => {
    try {
      const results = await run(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, n) => {
        resolve(results[n]!)
      })
    } catch (err) {
      const [only] = batch
      if (batch.length === 1) return only!.reject(err)
      for (const single of batch) await settle([single])
    }
  }

  const go = (): void => {
    while (underWay < atOnce && waiting.length > 0) {
      const batch = waiting.slice(0, most)
      waiting = waiting.slice(most)
      underWay++
      void settle(batch).finally(() => {
        underWay--
        go()
      })
    }
  }

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      // Whatever asks in the same turn of the event loop goes together.
      if (waiting.length === 1) setImmediate(go)
    })
}
