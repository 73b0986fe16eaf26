import type { Database } from '@siaran/db'
import { testLog as log } from '@siaran/testkit'
import { closeCampaign } from '../services/campaign-worker/src/close-campaign.js'
import { dispatchMessages } from '../services/campaign-worker/src/dispatch-messages.js'
import { repairMessages } from '../services/campaign-worker/src/repair-messages.js'
import type { DeviceQueues } from './device-queues.js'
import type { VirtualClock } from './virtual-time.js'

const never = new AbortController().signal

interface WorkerDeps {
  db: Database
  clock: VirtualClock
  queues: DeviceQueues
}

/** One turn of a dispatcher. */
export const dispatchOnce = (
  { db, clock, queues }: WorkerDeps,
  worker: string,
  wake: (deviceIds: readonly string[]) => void,
) =>
  dispatchMessages(
    {
      db,
      produce: {
        addDeviceJobs: async (deviceId, jobs) => queues.add(deviceId, jobs),
        noticeWork: wake,
      },
      moved() {},
      log,
      worker,
      window: 100,
      now: () => clock.now,
      roll: () => 0.5,
    },
    {},
    never,
  )

/** One turn of the repair, and the jobs that it adds. */
export async function repairOnce(
  { db, clock, queues }: WorkerDeps,
  wake: (deviceIds: readonly string[]) => void,
): Promise<void> {
  const progress = { touch() {}, flush: async () => {}, stop: async () => {} }
  const completion = { name: 'completion', check() {}, announce: async () => {}, stop: async () => {} }
  const closing: Promise<unknown>[] = []
  const produce = {
    add: async (name: string, payload: object) => {
      const { campaignId } = payload as { campaignId: string }
      if (name === 'campaign.close') closing.push(closeCampaign({ db, produce, progress }, { campaignId }))
    },
    findLostJobs: async <Message extends Parameters<DeviceQueues['lost']>[0][number]>(messages: readonly Message[]) =>
      queues.lost(messages),
    discardDeviceJobs: async (jobs: Parameters<DeviceQueues['discard']>[0]) => queues.discard(jobs),
    noticeWork: wake,
  }
  await repairMessages({ db, produce, progress, completion, log, now: () => clock.now })
  await Promise.all(closing)
}
