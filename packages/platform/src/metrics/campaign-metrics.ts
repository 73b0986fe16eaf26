import { Counter, Histogram, type Registry } from 'prom-client'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** What the statements of this process moved and ended, counted. States are those of the domain. */
export function movementMetrics(
  registry: Registry,
  states: { messages: readonly string[]; campaigns: readonly string[] },
) {
  const registers = [registry]
  const messages = new Counter({
    name: 'siaran_messages_total',
    help: 'Messages by the state that this process brought them into',
    labelNames: ['state'],
    registers,
  })
  const durations = new Histogram({
    name: 'siaran_campaign_duration_seconds',
    help: 'How long campaigns that this process ended took from their start, pauses included, by state; 0 when never started',
    labelNames: ['state'],
    buckets: [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 24 * HOUR, 72 * HOUR, 168 * HOUR],
    registers,
  })
  // A series that begins with its first event hides that event from `rate`.
  for (const state of states.messages) messages.inc({ state }, 0)
  for (const state of states.campaigns) durations.zero({ state })

  return {
    messagesMoved(counts: Record<string, number>) {
      for (const [state, count] of Object.entries(counts)) messages.inc({ state }, count)
    },
    campaignEnded: ({ status, tookSeconds }: { status: string; tookSeconds: number | null }) =>
      durations.observe({ state: status }, Math.max(0, tookSeconds ?? 0)),
  }
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
