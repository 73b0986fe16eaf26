/** Lets at most `width` pieces of work run at once; the others wait in line. */
export function createGate(width: number): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let running = 0
  const line: (() => void)[] = []
  return async (work) => {
    // Whoever leaves hands the place over, so that nobody can slip in between.
    if (running >= width) await new Promise<void>((enter) => line.push(enter))
    else running += 1
    try {
      return await work()
    } finally {
      const next = line.shift()
      if (next) next()
      else running -= 1
    }
  }
}
