import { type Booking, type MessageStatus, messageStatesBefore, type TemplateLead } from '@siaran/domain'
import type { Database } from './database.js'
import { statement } from './statement.js'
import { SUPPRESSED } from './suppressions.js'

/** A claimed message, with what its lead can say. `stepId` and `dueAt` are of a journey. */
export type DueMessage = TemplateLead & {
  id: string
  campaignId: string
  deviceId: string
  stepId: string | null
  dueAt: Date | null
}
export type PlannedMessage = { id: string; content: string; slot: Date; gapMs: number }
export type QueuedMessage = {
  id: string
  campaignId: string
  deviceId: string
  dispatchNumber: number
  scheduledAt: Date
  gapMs: number
}

/** A device that has room, and how many messages it held when that was seen. */
export type DeviceWithRoom = { deviceId: string; held: number }

const findWithRoom = statement<DeviceWithRoom>('find-devices-with-room')
const lockDevices = statement<{ deviceId: string }>('lock-devices-to-dispatch')
const claimDue = statement<DueMessage & { status: MessageStatus }>('claim-due-messages')
const readLines = statement<{ deviceId: string; campaignId: string; at: Date; gapMs: number }>('read-device-lines')
const readOrdinalRows = statement<{ campaignId: string; deviceId: string; ordinal: number }>('read-ordinals')
const queue = statement<QueuedMessage>('queue-messages')
const fail = statement<{ id: string; campaignId: string }>('fail-claimed')

/**
 * At most so many devices that can take more slots, the emptiest first: those for which {@link claimDueMessages} finds work.
 * As many as asked for means that there may be more. It looks at the whole fleet: one search is for many claims.
 */
export const findDevicesWithRoom = (
  db: Database,
  { window, devices, secondsAhead }: { window: number; devices: number; secondsAhead: number },
): Promise<DeviceWithRoom[]> => findWithRoom(db, [window, devices, secondsAhead])

/**
 * Claims what is due for those of the devices that nobody else has filled, or fills, since they were found: at most a window a
 * device, and no more of a campaign than it can send there in `secondsAhead`. What is due to a suppressed phone ends, and its
 * campaign is among `stopped`.
 */
export async function claimDueMessages(
  db: Database,
  found: readonly DeviceWithRoom[],
  options: { worker: string; window: number; secondsAhead: number },
): Promise<{ messages: DueMessage[]; stopped: string[] }> {
  return db.transaction(async (tx) => {
    const locked = await lockDevices(tx, [found.map(({ deviceId }) => deviceId), found.map(({ held }) => held)])
    if (locked.length === 0) return { messages: [], stopped: [] }
    const rows = await claimDue(tx, [
      messageStatesBefore('processing'),
      options.worker,
      locked.map(({ deviceId }) => deviceId),
      options.window,
      options.secondsAhead,
      SUPPRESSED.code,
      SUPPRESSED.message,
    ])
    const messages = rows.filter(({ status }) => status === 'processing')
    const stopped = rows.filter(({ status }) => status === 'skipped').map(({ campaignId }) => campaignId)
    return { messages, stopped: [...new Set(stopped)] }
  })
}

/** The lines of sends of these devices: what has begun lately and what has a slot. */
export async function readDeviceLines(db: Database, deviceIds: readonly string[]): Promise<Map<string, Booking[]>> {
  const lines = new Map<string, Booking[]>(deviceIds.map((id) => [id, []]))
  for (const { deviceId, campaignId, at, gapMs } of await readLines(db, [deviceIds]))
    lines.get(deviceId)?.push({ campaignId, at: at.getTime(), gapMs })
  return lines
}

/** How many messages of each (campaign, device) have had a slot. */
export async function readOrdinals(
  db: Database,
  campaignIds: readonly string[],
  deviceIds: readonly string[],
): Promise<(campaignId: string, deviceId: string) => number> {
  const rows = await readOrdinalRows(db, [campaignIds, deviceIds])
  const ordinals = new Map(rows.map((row) => [`${row.campaignId} ${row.deviceId}`, row.ordinal]))
  return (campaignId, deviceId) => ordinals.get(`${campaignId} ${deviceId}`) ?? 0
}

/** Writes slots and contents; answers the messages that were still this worker's, now queued. */
export function queueMessages(
  db: Database,
  worker: string,
  planned: readonly PlannedMessage[],
): Promise<QueuedMessage[]> {
  return queue(db, [
    messageStatesBefore('queued').filter((status) => status === 'processing'),
    worker,
    planned.map(({ id }) => id),
    planned.map(({ content }) => content),
    planned.map(({ slot }) => slot.toISOString()),
    planned.map(({ gapMs }) => gapMs),
  ])
}

/** Ends messages that are still this worker's and of which nothing can be sent, each with its sentence; answers those. */
export const failClaimed = (
  db: Database,
  worker: string,
  code: string,
  messages: readonly { id: string; sentence: string }[],
): Promise<{ id: string; campaignId: string }[]> =>
  fail(db, [
    messageStatesBefore('failed').filter((status) => status === 'processing'),
    worker,
    code,
    messages.map(({ id }) => id),
    messages.map(({ sentence }) => sentence),
  ])
