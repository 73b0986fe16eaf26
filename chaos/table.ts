import type { Outcome, Tally } from './run-faults.js'

/** The end of a run, for people. */
export function tableOf({ tallies, ...outcome }: Outcome): string[] {
  const struck = tallies.filter(({ times }) => times > 0)
  const lines = struck.map(({ fault, times, recoveriesMs, stuck }): string[] => [
    fault.name,
    String(times),
    String(recoveriesMs.length),
    seconds(quantile(recoveriesMs, 0.5)),
    seconds(quantile(recoveriesMs, 0.99)),
    fault.recoversWithinMs === undefined ? '' : seconds(fault.recoversWithinMs),
    stuck === 0 ? '' : `${stuck} stuck`,
  ])
  const doubt = Object.entries(outcome.unconfirmed)
  return [
    ...columns([['fault', 'times', 'devices', 'p50', 'p99', 'bar', ''], ...lines]),
    '',
    ...columns([
      ['messages', String(outcome.messages)],
      ['received once', String(outcome.sentOnce)],
      ['received twice', String(outcome.sentTwice)],
      ['lost', String(outcome.lost)],
      ...Object.entries(outcome.byStatus).map(([status, n]) => [status, String(n)]),
      ...doubt.map(([code, n]) => [`  unconfirmed: ${code}`, String(n)]),
      ['pauses kept', `${outcome.silences.kept} of ${outcome.silences.all}`],
    ]),
  ]
}

/** Bars of time that were missed, as sentences. */
export const slowRecoveries = (tallies: readonly Tally[]): string[] =>
  tallies.flatMap(({ fault, recoveriesMs, stuck }) => {
    const { name, recoversWithinMs } = fault
    const slow = recoversWithinMs === undefined ? 0 : recoveriesMs.filter((ms) => ms > recoversWithinMs).length
    return [
      ...(slow > 0 ? [`after ${name} ${slow} devices sent again later than ${seconds(recoversWithinMs!)}`] : []),
      ...(stuck > 0 ? [`after ${name} ${stuck} devices with work did not send again`] : []),
    ]
  })

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

const seconds = (ms: number) => (Number.isNaN(ms) ? '' : `${(ms / 1_000).toFixed(1)} s`)

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, n) => Math.max(...rows.map((row) => (row[n] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!)))
      .join('  ')
      .trimEnd(),
  )
}
