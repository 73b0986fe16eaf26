export interface SequenceLink {
  id: string
  trigger: string
  /** The trigger that a lead gets when its journey is completed. Null: the chain ends here. */
  nextTrigger: string | null
}

/**
 * A circle in which a lead would go round for ever, as the ids of its sequences in the order in which they lead to each
 * other; null when there is none. A sequence leads to every sequence that has its `nextTrigger` as trigger, whatever
 * their niches: a lead's niche can change on the way.
 */
export function findCircle(sequences: readonly SequenceLink[]): string[] | null {
  let leading = sequences
  // What leads to nothing that is left is in no circle; once all that is left leads on, there is one.
  for (;;) {
    const triggers = new Set(leading.map(({ trigger }) => trigger))
    const left = leading.filter(({ nextTrigger }) => nextTrigger !== null && triggers.has(nextTrigger))
    if (left.length === leading.length) break
    leading = left
  }
  const byTrigger = new Map(leading.map((sequence) => [sequence.trigger, sequence]))
  const path: SequenceLink[] = []
  let next = leading[0]
  while (next !== undefined) {
    const met = path.indexOf(next)
    if (met !== -1) return path.slice(met).map(({ id }) => id)
    path.push(next)
    next = byTrigger.get(next.nextTrigger!)
  }
  return null
}
