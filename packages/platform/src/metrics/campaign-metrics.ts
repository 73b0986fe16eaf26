import { Counter, Histogram, type Registry } from 'prom-client'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Campaigns that this process completed, and how long each took. */
export function completionMetrics(registry: Registry): { completed(tookSeconds: number): void } {
  const duration = new Histogram({
    name: 'siaran_campaign_duration_seconds',
    help: 'How long campaigns took from their start to their completion, pauses included',
    buckets: [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 24 * HOUR, 72 * HOUR, 168 * HOUR],
    registers: [registry],
  })
  return { completed: (tookSeconds) => duration.observe(Math.max(0, tookSeconds)) }
}

/** Rows that the repair put right, by what was wrong with them. */
export function repairMetrics(
  registry: Registry,
  kinds: readonly string[],
): { repaired(kind: string, rows: number): void } {
  const repaired = new Counter({
    name: 'siaran_repaired_rows_total',
    help: 'Messages that the repair put right, by the state that a crash had left them in',
    labelNames: ['state'],
    registers: [registry],
  })
  for (const state of kinds) repaired.inc({ state }, 0)
  return { repaired: (state, rows) => repaired.inc({ state }, rows) }
}
