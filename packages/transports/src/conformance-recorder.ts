import type { Ack, DeviceEvents, IncomingMessage, SessionStatus } from './transport.js'

/** No test of the suite waits for anything longer than this. */
const PATIENCE_MS = 15_000

/** Writes down what a device says, and lets a test wait until it has said something. */
export interface DeviceRecorder extends DeviceEvents {
  readonly statuses: SessionStatus[]
  readonly acks: Ack[]
  readonly messages: IncomingMessage[]
  /** Resolves as soon as what was recorded satisfies. Rejects, with everything recorded, when it does not in time. */
  until(satisfied: () => boolean): Promise<void>
  /** Resolves when the device says this status from now on, or when it is the last one that it said. */
  says(status: SessionStatus): Promise<void>
}

export function recordDevice(): DeviceRecorder {
  const statuses: SessionStatus[] = []
  const acks: Ack[] = []
  const messages: IncomingMessage[] = []
  const waiters = new Set<() => void>()
  const noted = () => {
    for (const look of waiters) look()
  }

  const until = (satisfied: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer)
        waiters.delete(look)
      }
      const look = () => {
        if (!satisfied()) return
        leave()
        resolve()
      }
      const timer = setTimeout(() => {
        leave()
        reject(new Error(`waited in vain; the device said ${JSON.stringify({ statuses, acks, messages })}`))
      }, PATIENCE_MS)
      waiters.add(look)
      look()
    })

  return {
    statuses,
    acks,
    messages,
    until,
    says(status) {
      const before = statuses.length
      return until(() => statuses.at(-1) === status || statuses.slice(before).includes(status))
    },
    status(status) {
      statuses.push(status)
      noted()
    },
    qr() {},
    pairingCode() {},
    ack(ack) {
      acks.push(ack)
      noted()
    },
    incoming(message) {
      messages.push(message)
      noted()
    },
  }
}
