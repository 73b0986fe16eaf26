import type { Database } from './database.js'
import { statement } from './statement.js'

const atWork = statement<{ id: string }>('devices-at-work')
const sendsOfAMinute = statement<{ deviceId: string; sends: number }>('sends-of-a-minute')

/** Devices whose queues hold work, of one workspace or (null) of all. */
export const readDevicesAtWork = async (db: Database, workspaceId: string | null): Promise<string[]> =>
  (await atWork(db, [workspaceId])).map(({ id }) => id)

/** How many sends each of the devices has begun within the last minute. */
export async function readSendsOfAMinute(
  db: Database,
  deviceIds: readonly string[],
): Promise<(deviceId: string) => number> {
  const sends = new Map((await sendsOfAMinute(db, [deviceIds])).map((row) => [row.deviceId, row.sends]))
  return (deviceId) => sends.get(deviceId) ?? 0
}
