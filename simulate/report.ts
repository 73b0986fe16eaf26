import type { Asked } from './arguments.js'
import { demandsOf, firstBottleneck, leaseStatementsASecond, messagesASecond, turnsASecond } from './demand.js'
import type { Findings } from './run-scenario.js'

/** A fleet's findings as tables that docs/scaling.md can hold. */
export function reportOf(asked: Asked, found: Findings): string {
  const demands = demandsOf(asked)
  const first = firstBottleneck(demands)
  const { devices, senders, capacity, transport } = asked
  const perSender = Math.ceil(devices / senders)
  const rows: [string, string, string][] = [
    ['senders', count(senders), `of ${count(capacity)} devices at most, ${count(perSender)} each`],
    ['memory of a sender', `${count(Math.round(100 + perSender * transport.deviceMb))} MB`, asked.transportName],
    ['all devices online after a start', seconds(found.ownedAfterStart), `${asked.restartSeconds} s of it the process`],
    ['… after the death of one sender', seconds(found.ownedAfterDeath), ''],
    [
      '… after an update of all senders',
      seconds(found.ownedAfterUpdate),
      `${asked.rollAtOnce} at once; a device changed hands ${found.movesOfUpdate.toFixed(1)} times`,
    ],
    ['messages a second', count(found.messagesASecond), `asked for: ${count(messagesASecond(asked))}`],
    ['from slot to beginning, p50 / p99', latenessOf(found.lateness), ''],
    ['… while a sender is dead and in the update', latenessOf(found.latenessDisturbed), ''],
    [
      'lease statements a second',
      count(found.leaseStatementsASecond),
      `by arithmetic ${count(leaseStatementsASecond(asked))}`,
    ],
    ['dispatchers’ turns a second', count(found.turnsASecond), `needed for the rate: ${count(turnsASecond(asked))}`],
    ['Postgres cores asked for', found.postgresBusyCores.toFixed(1), `there are ${asked.postgresCores}`],
    ['Redis cores asked for', found.redisBusyCores.toFixed(1), `there are ${asked.redisNodes}`],
    ['Redis memory, at most', `${count(found.mostRedisBytes / 2 ** 20)} MB`, ''],
    ['unconfirmed', count(found.unconfirmed), 'in the hands of the sender that was killed'],
    ['leases lost, claims too late', `${count(found.leasesLost)}, ${count(found.claimsTooLate)}`, ''],
  ]
  return [
    ...tableOf(['what', '', ''], rows),
    '',
    ...tableOf(
      ['for the rate that was asked for', 'needs', 'has', ''],
      demands.map(({ what, needs, has, unit }) => [what, needs.toFixed(2), `${has} ${unit}`, share(needs / has)]),
    ),
    '',
    first.needs > first.has
      ? `First bottleneck: ${first.what}. The rate is out of reach: it would take ${first.needs.toFixed(1)} ${first.unit}, and there are ${first.has}.`
      : `First bottleneck, when it grows: ${first.what}, at ${share(first.needs / first.has)}.`,
  ].join('\n')
}

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`)

const count = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 })
const share = (part: number) => `${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %`
const seconds = (value: number | null) => (value === null ? 'not within 10 min' : `${value.toFixed(1)} s`)
const latenessOf = ({ p50Ms, p99Ms }: Findings['lateness']) =>
  Number.isNaN(p50Ms) ? 'nothing was sent' : `${count(p50Ms)} / ${count(p99Ms)} ms`
