import { quantile } from '../bench/statistics.js'
import { drift } from './drift.js'
import type { Outcome } from './run-faults.js'
import type { Overload } from './run-overload.js'
import type { Pauses } from './run-pauses.js'

const PAUSE_ANSWERS_WITHIN_MS = 1_000
const READS_WITHIN_MS = 250
/** A heap that is used breathes; what leaks goes on growing. */
const GROWS_BY_AT_MOST = { part: 0.15, mb: 25 }

/** Each sentence is a bar that was missed. */
export function missedByFaults({ broken, tallies }: Outcome, { judgesTime }: { judgesTime: boolean }): string[] {
  if (!judgesTime) return [...broken]
  const late = tallies.flatMap(({ fault: { name, recoversWithinMs }, recoveriesMs, stuck }) => {
    const slow = recoversWithinMs === undefined ? 0 : recoveriesMs.filter((ms) => ms > recoversWithinMs).length
    return [
      ...(slow > 0 ? [`after ${name} ${slow} devices sent again later than ${recoversWithinMs! / 1_000} s`] : []),
      ...(stuck > 0 ? [`after ${name} ${stuck} devices with work did not send again`] : []),
    ]
  })
  return [...broken, ...late]
}

export function missedByPauses({ asked, kept, answersMs }: Pauses, { judgesTime }: { judgesTime: boolean }): string[] {
  const p99 = quantile(answersMs, 0.99)
  return [
    ...(kept < asked ? [`after ${asked - kept} of ${asked} pauses a send began`] : []),
    ...(judgesTime && p99 > PAUSE_ANSWERS_WITHIN_MS ? [`the p99 of the answers is ${Math.round(p99)} ms`] : []),
  ]
}

export function missedByOverload({ memoryMb, readsMs }: Overload): string[] {
  const grown = Object.entries(memoryMb).flatMap(([name, samples]) => {
    const { before, after } = drift(samples)
    const isFlat = after - before <= Math.max(GROWS_BY_AT_MOST.mb, before * GROWS_BY_AT_MOST.part)
    return isFlat ? [] : [`${name} grew from ${Math.round(before)} to ${Math.round(after)} MB`]
  })
  const slow = Object.entries(readsMs).flatMap(([path, times]) => {
    const p99 = quantile(times, 0.99)
    return p99 <= READS_WITHIN_MS ? [] : [`the p99 of GET ${path} is ${Math.round(p99)} ms`]
  })
  return [...grown, ...slow]
}
