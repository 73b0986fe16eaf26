import type { TransportName } from '@siaran/domain'

/** A cost that grows with the fleet: [devices, milliseconds of a core], in that order. */
type ByDevices = readonly (readonly [devices: number, ms: number])[]

/**
 * What was measured: docs/performance.md ("Sending" over 1,000 queues and on one, "What a fleet … asks of its stores") and
 * docs/whatsapp-web.md. Milliseconds of a core, if nothing else is said.
 */
export const costs = {
  /** Of a statement, beside its rows: 1.5 ms a message with 2.38 statements on one queue, 0.31 with 0.089 over 1,000. */
  statementMs: 0.52,
  /** Postgres, a message. The settlement carries the rest of the 0.31 that no statement alone accounts for. */
  claimMs: 0.05,
  settleMs: 0.13,
  dispatchMs: 0.06,
  expandMs: 0.02,
  ackMs: 0.1,
  senderMs: 0.2,
  workerMs: 0.087,
  redisMs: 0.14,
  /** From a service to a store and back, in one place. An assumption: nothing here was measured over a network. */
  roundTripMs: 0.5,
  /** Of a dispatcher's search, which is for many turns. */
  searchMs: [
    [1_000, 8.67],
    [10_000, 46.7],
    [100_000, 700],
  ] as ByDevices,
  /** Of a device in a turn, beside its messages: 9.3 ms of 20 devices, of 60 messages; it does not grow with the fleet. */
  turnDeviceMs: 0.38,
  standingMs: [
    [1_000, 0.667],
    [10_000, 2.67],
    [100_000, 26.7],
  ] as ByDevices,
  /** Of 1,000 leases. */
  renewMs: [
    [1_000, 10.7],
    [10_000, 8.67],
    [100_000, 47.3],
  ] as ByDevices,
  /** Of 250 devices. */
  claimDevicesMs: [
    [1_000, 10],
    [10_000, 13.3],
    [100_000, 110],
  ] as ByDevices,
  redisJobBytes: 992,
  redisQueueBytes: 5_223,
} as const

/** Between two measured fleets along the line that joins them; outside, along the nearest. */
export function costOf(measured: ByDevices, devices: number): number {
  const upper = Math.max(
    1,
    measured.findIndex(([at]) => at >= devices),
  )
  const place = measured.at(-1)![0] < devices ? measured.length - 1 : upper
  const [[fromDevices, fromMs], [toDevices, toMs]] = [measured[place - 1]!, measured[place]!]
  return Math.max(0, fromMs + ((toMs - fromMs) * (devices - fromDevices)) / (toDevices - fromDevices))
}

/** What a device is to its sender, by how it reaches its phone. */
export interface Transport {
  /** Memory of a device beside its sender's own. */
  deviceMb: number
  /** Most devices of a sender, by default. */
  capacity: number
  /** Sessions that a sender opens at once, and how long one takes. */
  opensAtOnce: number
  openMs: number
  /** Words of the network about a sent message. */
  acks: number
}

const light = { deviceMb: 0.06, capacity: 1_000, opensAtOnce: 100, openMs: 100 }

/** A gateway's session is a few kilobytes here, as the simulator's is; 1,000 of those are open within 1.6 s. */
export const transports: Record<TransportName, Transport> = {
  simulator: { ...light, acks: 2 },
  wablas: { ...light, acks: 2 },
  whacenter: { ...light, acks: 0 },
  /** A process and a headless shell; two browsers start at once, 2.4 s each. */
  whatsapp_web: { deviceMb: 236, capacity: 50, opensAtOnce: 2, openMs: 2_400, acks: 2 },
}
