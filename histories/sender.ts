import { setTimeout as wait } from 'node:timers/promises'
import { type Database, releaseQueuedMessages } from '@siaran/db'
import { testLog as log } from '@siaran/testkit'
import { hearNetwork } from '../services/device-sender/src/hear-network.js'
import { createLedger } from '../services/device-sender/src/ledger.js'
import { ownDevices } from '../services/device-sender/src/own-devices.js'
import { sendMessage } from '../services/device-sender/src/send-message.js'
import { createModelFleet, type DeviceQueues } from './device-queues.js'
import type { PhoneNetwork } from './network.js'
import type { Process } from './process.js'
import type { VirtualClock } from './virtual-time.js'

const SEND_DEADLINE_MS = 30_000
const quiet = { publish() {} }

/** A device sender, put together as its main.ts does it. */
export interface Sender {
  readonly process: Process
  readonly fleet: ReturnType<typeof createModelFleet>
  readonly devices: ReturnType<typeof ownDevices>
  isStopping: boolean
}

/** Starts one; must be called within its process. `fault` is told what no sender may do. */
export function startSender(deps: {
  process: Process
  db: Database
  clock: VirtualClock
  queues: DeviceQueues
  network: PhoneNetwork
  fault: (sentence: string) => void
}): Sender {
  const { process, db, clock, queues } = deps
  const moved = () => {}
  const ledger = createLedger({ db, sender: process.name, log, moved })
  const sending = {
    ledger,
    releaseMissed: async (message: { id: string; dispatchNumber: number }) =>
      void (await releaseQueuedMessages(db, [message])),
    log,
    now: () => clock.now,
    elapsed: () => clock.now,
    sleep: (ms: number) => wait(ms),
    roll: () => 0.5,
  }
  const fleet = createModelFleet(queues, process, {
    async process(deviceId, job) {
      const device = devices.served.get(deviceId)
      return device === undefined ? { kind: 'putBack', until: clock.now } : sendMessage(sending, device, job)
    },
    async dropped(_, jobs) {
      await releaseQueuedMessages(
        db,
        jobs.map(({ messageId, dispatch }) => ({ id: messageId, dispatchNumber: dispatch })),
      )
    },
    restless: () => deps.fault(`${process.name} puts a job back and fetches it again, for ever`),
  })
  const produce = {
    discardDeviceJobs: async (jobs: Parameters<DeviceQueues['discard']>[0]) => queues.discard(jobs),
  }
  const hearing = { db, fleet, ledger, live: quiet, produce, askForSlots() {}, lookUpDoubts() {}, moved, log }
  const devices = ownDevices({
    secrets: { open: () => ({}) },
    db,
    sender: process.name,
    capacity: 10,
    sendDeadlineMs: SEND_DEADLINE_MS,
    transports: new Map([['simulator', deps.network.transportOf(process)]]),
    fleet,
    live: quiet,
    ledger,
    log,
    toElapsed: (at) => at,
    hear: (device) => hearNetwork(hearing, device),
  })
  void devices.start()
  return { process, fleet, devices, isStopping: false }
}
