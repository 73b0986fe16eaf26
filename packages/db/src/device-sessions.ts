import type { Database } from './database.js'
import { statement } from './statement.js'

/** Who speaks for a device: its owner, under the epoch of its lease. */
export interface DeviceHolder {
  sender: string
  deviceId: string
  epoch: number
}

const save = statement<{ deviceId: string }>('save-device-session')
const load = statement<{ session: Buffer | null }>('load-device-session')
const forget = statement<{ deviceId: string }>('forget-device-session')

/** Keeps a device's session, sealed. False when the device is not this holder's any more, or was removed: nothing has changed then. */
export const saveDeviceSession = async (
  db: Database,
  { sender, deviceId, epoch }: DeviceHolder,
  sealed: Buffer,
): Promise<boolean> => (await save(db, [sender, deviceId, epoch, sealed])).length > 0

/** The session as it was last kept, sealed; null when there is none; undefined when the device is not this holder's any more. */
export const loadDeviceSession = async (
  db: Database,
  { sender, deviceId, epoch }: DeviceHolder,
): Promise<Buffer | null | undefined> => (await load(db, [sender, deviceId, epoch]))[0]?.session

/** The device is no longer linked. False when it is not this holder's any more: nothing has changed then. */
export const forgetDeviceSession = async (db: Database, { sender, deviceId, epoch }: DeviceHolder): Promise<boolean> =>
  (await forget(db, [sender, deviceId, epoch])).length > 0
