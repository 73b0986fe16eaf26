import { Counter, Histogram, type Registry } from 'prom-client'

/** The four words of a transport. */
const outcomes = ['accepted', 'refused', 'unavailable', 'unknown']

/** Words of the network that tell how long a message was on its way. */
const levels = ['delivered', 'read']

/** What a device sender counts as it happens. Levels, outcomes and states are those of the domain. */
export interface SenderMetrics {
  /** A hand-over was answered. `late`: how long after its slot it had begun. */
  handedOver(send: { transport: string; outcome: string; seconds: number; lateSeconds: number }): void
  /** A word of the network brought a message into this state, so long after its send. */
  acknowledged(state: string, lagSeconds: number | null): void
  leasesLost(count: number): void
}

export function senderMetrics(registry: Registry, transports: readonly string[]): SenderMetrics {
  const registers = [registry]
  const sends = new Counter({
    name: 'siaran_sends_total',
    help: 'Hand-overs by transport and by its answer: accepted, refused, unavailable or unknown',
    labelNames: ['transport', 'outcome'],
    registers,
  })
  const duration = new Histogram({
    name: 'siaran_send_duration_seconds',
    help: 'How long a transport took to answer a hand-over, by transport',
    labelNames: ['transport'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const late = new Histogram({
    name: 'siaran_send_late_seconds',
    help: 'How long after its slot a hand-over began',
    buckets: [0.05, 0.25, 1, 5, 15, 60, 300, 1_800],
    registers,
  })
  const lag = new Histogram({
    name: 'siaran_ack_lag_seconds',
    help: 'How long after its send a message was heard to be delivered, or read, by level',
    labelNames: ['level'],
    buckets: [1, 2, 5, 15, 60, 300, 1_800, 7_200, 43_200],
    registers,
  })
  const lost = new Counter({
    name: 'siaran_leases_lost_total',
    help: 'Devices that a sender lost although it had not let them go',
    registers,
  })
  // A series that begins with its first event hides that event from `rate`.
  for (const transport of transports) {
    for (const outcome of outcomes) sends.inc({ transport, outcome }, 0)
    duration.zero({ transport })
  }
  for (const level of levels) lag.zero({ level })

  return {
    handedOver({ transport, outcome, seconds, lateSeconds }) {
      sends.inc({ transport, outcome })
      duration.observe({ transport }, seconds)
      late.observe(Math.max(0, lateSeconds))
    },
    acknowledged(state, lagSeconds) {
      if (levels.includes(state) && lagSeconds !== null) lag.observe({ level: state }, Math.max(0, lagSeconds))
    },
    leasesLost: (count) => lost.inc(count),
  }
}
