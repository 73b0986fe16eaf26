import { quantile } from '../bench/statistics.js'
import { drift } from './drift.js'
import type { Outcome } from './run-faults.js'
import type { Overload } from './run-overload.js'
import type { Pauses } from './run-pauses.js'

/** The ends of runs, for people. */
export function faultsTable({ tallies, ...outcome }: Outcome): string[] {
  const struck = tallies.filter(({ times }) => times > 0)
  return [
    ...columns([
      ['fault', 'times', 'devices', 'p50', 'p99', 'bar', ''],
      ...struck.map(({ fault, times, recoveriesMs, stuck }) => [
        fault.name,
        String(times),
        String(recoveriesMs.length),
        seconds(quantile(recoveriesMs, 0.5)),
        seconds(quantile(recoveriesMs, 0.99)),
        seconds(fault.recoversWithinMs ?? Number.NaN),
        stuck === 0 ? '' : `${stuck} stuck`,
      ]),
    ]),
    '',
    ...columns([
      ['messages', String(outcome.messages)],
      ['sent once', String(outcome.sentOnce)],
      ['sent twice', String(outcome.sentTwice)],
      ['lost', String(outcome.lost)],
      ['unconfirmed', String(outcome.byStatus.unconfirmed ?? 0)],
      ...Object.entries(outcome.unconfirmed).map(([code, n]) => [`  ${code}`, String(n)]),
      ...Object.entries(outcome.byStatus)
        .filter(([status]) => status !== 'unconfirmed')
        .map(([status, n]) => [status, String(n)]),
      ['pauses kept', `${outcome.silences.kept} of ${outcome.silences.all}`],
    ]),
  ]
}

export const pausesTable = ({ asked, kept, answersMs, sent }: Pauses): string[] =>
  columns([
    ['pauses after whose answer nothing began', `${kept} of ${asked}`],
    ['answer, p50', milliseconds(quantile(answersMs, 0.5))],
    ['answer, p99', milliseconds(quantile(answersMs, 0.99))],
    ['messages meanwhile', String(sent)],
  ])

export const overloadTable = ({ memoryMb, readsMs, waiting, sent }: Overload): string[] => [
  ...columns([
    ['memory', 'in the second quarter', 'in the last'],
    ...Object.entries(memoryMb).map(([name, samples]) => {
      const { before, after } = drift(samples)
      return [name, `${before.toFixed(1)} MB`, `${after.toFixed(1)} MB`]
    }),
  ]),
  '',
  ...columns([
    ['read', 'times', 'p50', 'p99'],
    ...Object.entries(readsMs).map(([path, times]) => [
      `GET ${path}`,
      String(times.length),
      milliseconds(quantile(times, 0.5)),
      milliseconds(quantile(times, 0.99)),
    ]),
  ]),
  '',
  ...columns([
    ['sent', String(sent)],
    ['waiting at the end', String(waiting)],
  ]),
]

const seconds = (ms: number) => (Number.isNaN(ms) ? '' : `${(ms / 1_000).toFixed(1)} s`)
const milliseconds = (ms: number) => `${Math.round(ms)} ms`

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, n) => Math.max(...rows.map((row) => (row[n] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!)))
      .join('  ')
      .trimEnd(),
  )
}
