/** NaN of nothing. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The second and the last quarter of a line of samples: the first quarter is the warming up. */
export function drift(samples: readonly number[]): { before: number; after: number } {
  const quarter = Math.floor(samples.length / 4)
  return { before: median(samples.slice(quarter, 2 * quarter)), after: median(samples.slice(-quarter)) }
}
