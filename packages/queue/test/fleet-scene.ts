import type { DeviceJob } from '@siaran/contracts'
import { createDeviceFleet, createProducer, type DeviceFleet, type DeviceJobResult, type Producer } from '@siaran/queue'
import { openTestStores, unknownId } from '@siaran/testkit'

export const over: DeviceJobResult = { kind: 'done' }
export const job = (slot = Date.now(), fields: Partial<DeviceJob> = {}): DeviceJob => ({
  messageId: unknownId(),
  campaignId: unknownId(),
  dispatch: 1,
  slot,
  gapMs: 0,
  ...fields,
})
/** The messages that were released to the device as these jobs. */
export const released = (deviceId: string, jobs: DeviceJob[]) =>
  jobs.map(({ messageId, dispatch }) => ({ id: messageId, deviceId, dispatchNumber: dispatch }))
export const ids = (jobs: DeviceJob[]) => jobs.map(({ messageId }) => messageId)

/** Stores, and for each test, between `begin` and `end`, a producer of its own and the fleets that it opens. */
export async function openFleetScene() {
  const stores = await openTestStores()
  const running: { stop(): Promise<void> }[] = []
  const inHands: (() => void)[] = []
  const broken: { messageId: string; sentence: string }[] = []
  const dropped: string[] = []
  let produce: Producer

  function fleetOf(
    process: (deviceId: string, job: DeviceJob) => Promise<DeviceJobResult>,
    concurrency = 100,
  ): DeviceFleet {
    const fleet = createDeviceFleet({
      redis: stores.redis.client,
      log: stores.log,
      now: Date.now,
      concurrency,
      process,
      broken: async (_, { messageId }, err) => void broken.push({ messageId, sentence: String(err) }),
      dropped: async (_, jobs) => void dropped.push(...jobs.map(({ messageId }) => messageId)),
    })
    running.push(fleet)
    return fleet
  }

  return {
    stores,
    get produce() {
      return produce
    },
    /** The jobs that broke off, with what was thrown. */
    broken,
    /** The messages whose jobs were dropped since nobody worked on them. */
    dropped,
    /** What `end` stops. */
    running,
    fleetOf,

    /** A fleet that notes what it does, and holds every job in hand until it is let go. */
    held() {
      const inHand: { deviceId: string; job: DeviceJob; letGo: (result?: DeviceJobResult) => void }[] = []
      const fleet = fleetOf(
        (deviceId, one) =>
          new Promise((resolve) => {
            inHand.push({ deviceId, job: one, letGo: (result = over) => resolve(result) })
            inHands.push(() => resolve(over))
          }),
      )
      return { fleet, inHand }
    },

    /** A fleet that ends every job at once and notes it. */
    quick() {
      const processed: DeviceJob[] = []
      const fleet = fleetOf(async (_, one) => {
        processed.push(one)
        return over
      })
      return { fleet, processed }
    },

    async begin() {
      await stores.redis.client.flushdb()
      broken.length = 0
      dropped.length = 0
      produce = createProducer({ redis: stores.redis.client, log: stores.log, now: Date.now })
    },
    async end() {
      for (const letGo of inHands.splice(0)) letGo()
      for (const each of running.splice(0)) await each.stop()
      await produce.close()
    },
    close: () => stores.close(),
  }
}

export type FleetScene = Awaited<ReturnType<typeof openFleetScene>>
