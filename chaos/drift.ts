import { median } from '../bench/statistics.js'

/** The second and the last quarter of a line of samples: the first quarter is the warming up. */
export function drift(samples: readonly number[]): { before: number; after: number } {
  const quarter = Math.floor(samples.length / 4)
  return { before: median(samples.slice(quarter, 2 * quarter)), after: median(samples.slice(-quarter)) }
}
