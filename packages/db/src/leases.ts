import type { Booking, DevicePace, DeviceStatus } from '@siaran/domain'
import type { Database } from './database.js'
import { statement } from './statement.js'

/** A device as its owner sees it. */
export type OwnedDevice = DevicePace & {
  id: string
  workspaceId: string
  transport: string
  settings: Record<string, unknown>
  credentials: Buffer | null
  status: DeviceStatus
  wanted: boolean
  logoutRequested: boolean
  epoch: number
}

const beatStatement = statement<never>('beat')
const leaveStatement = statement<never>('leave')
const renew = statement<OwnedDevice>('renew-leases')
const claim = statement<OwnedDevice>('claim-devices')
const handBack = statement<{ id: string }>('hand-back-devices')
const standing = statement<{ devices: number; senders: number }>('fleet-standing')
const setStatus = statement<{ workspaceId: string }>('set-device-status')
const lastSends = statement<{ campaignId: string; at: Date; gapMs: number }>('last-sends')

export const beat = async (db: Database, role: string, instance: string, capacity: number | null = null) => {
  await beatStatement(db, [role, instance, capacity])
}
export const leave = async (db: Database, role: string, instance: string) => {
  await leaveStatement(db, [role, instance])
}

/** Renews all leases of a sender; what is missing in the answer is no longer its own. */
export const renewLeases = (db: Database, sender: string, leaseMs: number) => renew(db, [sender, leaseMs])

/** Takes up to `most` devices that have no living owner. */
export const claimDevices = (
  db: Database,
  sender: string,
  leaseMs: number,
  most: number,
  transports: readonly string[],
) => claim(db, [sender, leaseMs, most, transports])

export const handBackDevices = (db: Database, sender: string, deviceIds: readonly string[]) =>
  handBack(db, [sender, deviceIds])

export const readFleetStanding = async (db: Database, heardOfWithinMs: number, transports: readonly string[]) =>
  (await standing(db, [heardOfWithinMs, transports]))[0]!

/** Writes what a session says of itself; answers the workspace when it was news, null when not (or not the owner's). */
export async function setDeviceStatus(
  db: Database,
  owner: { sender: string; epoch: number; deviceId: string },
  news: { status: DeviceStatus; reason?: string; qr?: string; qrExpiresAt?: Date },
): Promise<{ workspaceId: string } | null> {
  const [row] = await setStatus(db, [
    owner.deviceId,
    owner.sender,
    owner.epoch,
    news.status,
    news.reason ?? null,
    news.qr ?? null,
    news.qrExpiresAt?.toISOString() ?? null,
  ])
  return row ?? null
}

/** The newest sends of a device: of any campaign, and of each that is still open on it. */
export const readLastSends = async (db: Database, deviceId: string): Promise<Booking[]> =>
  (await lastSends(db, [deviceId])).map(({ at, ...booking }) => ({ ...booking, at: at.getTime() }))
