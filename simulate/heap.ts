/** What has the smallest key comes first. Equal keys come in an order that only depends on what was put in before. */
export class Heap<Item> {
  private readonly keys: number[] = []
  private readonly items: Item[] = []

  /** The smallest key; undefined of nothing. */
  get first(): number | undefined {
    return this.keys[0]
  }

  push(key: number, item: Item): void {
    const { keys, items } = this
    let place = keys.length
    keys.push(key)
    items.push(item)
    while (place > 0) {
      const above = (place - 1) >> 1
      if (keys[above]! <= key) break
      keys[place] = keys[above]!
      items[place] = items[above]!
      place = above
    }
    keys[place] = key
    items[place] = item
  }

  /** Takes out what comes first; there has to be something. */
  shift(): Item {
    const { keys, items } = this
    const first = items[0]!
    const key = keys.pop()!
    const item = items.pop()!
    const size = keys.length
    if (size === 0) return first
    let place = 0
    for (;;) {
      let below = 2 * place + 1
      if (below >= size) break
      if (below + 1 < size && keys[below + 1]! < keys[below]!) below++
      if (keys[below]! >= key) break
      keys[place] = keys[below]!
      items[place] = items[below]!
      place = below
    }
    keys[place] = key
    items[place] = item
    return first
  }
}
