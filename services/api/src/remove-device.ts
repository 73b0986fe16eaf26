import { stopMessages, vacateDevice } from '@siaran/db'
import type { ApiDeps } from './app.js'
import { audit } from './audit.js'
import type { Caller } from './caller.js'
import { completeAndTell } from './follow-stop.js'
import { notFound } from './problem.js'

/**
 * Removes a device: nothing new is sent with it, what waits on it ends as `skipped: device_removed`, its leads stay
 * without a device, its history stays accounted for. Repeated after a crash in the middle it would be 404; what was left
 * open then is found by the repair.
 */
export async function removeDevice(
  { db, produce, live, log }: Pick<ApiDeps, 'db' | 'produce' | 'live' | 'log'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const { workspaceId } = caller
  const left = await vacateDevice(db, { id, workspaceId })
  if (left === null) throw notFound('device')
  await audit(db.prisma, caller, 'device.removed', id, { leads: left.leads, duplicates: left.duplicates })
  produce.noticeDevice(id)
  live.publish({ workspaceId }, 'device:status', {
    deviceId: id,
    status: 'disconnected',
    reason: 'The device was removed',
  })

  for (const campaignId of left.campaignIds) {
    await stopMessages(
      db,
      { campaignId, deviceId: id },
      { to: 'skipped', code: 'device_removed', message: 'The device was removed' },
      (stopped) => void produce.discardDeviceJobs(stopped),
    )
  }
  await completeAndTell({ db, live }, workspaceId, left.campaignIds)
  if (left.campaignIds.length > 0)
    log.info({ deviceId: id, campaigns: left.campaignIds.length }, 'a removed device had work')
}
