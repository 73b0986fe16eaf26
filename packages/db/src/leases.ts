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
  /** E.164; null: if it has to be linked, it is by a QR. */
  pairingPhone: string | null
}

const beatStatement = statement<never>('beat')
const leaveStatement = statement<never>('leave')
const renew = statement<OwnedDevice>('renew-leases')
const claim = statement<OwnedDevice>('claim-devices')
const handBack = statement<{ id: string }>('hand-back-devices')
const standing = statement<{ transport: string; devices: number; capacity: number }>('fleet-standing')
const setStatuses = statement<{ deviceId: string; workspaceId: string }>('set-device-statuses')
const unserved = statement<{ deviceId: string; workspaceId: string; reason: string }>('say-unserved')
const lastSends = statement<{ deviceId: string; campaignId: string; at: Date; gapMs: number }>('last-sends')

/** `capacities`: of a sender, how many devices it takes of each transport that it can serve. */
export const beat = async (
  db: Database,
  role: string,
  instance: string,
  capacities: ReadonlyMap<string, number> = new Map(),
) => {
  await beatStatement(db, [role, instance, [...capacities.keys()], [...capacities.values()]])
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

/** By transport, the devices that want serving, and how many the living senders take that can serve them. */
export const readFleetStanding = (db: Database, heardOfWithinMs: number, transports: readonly string[]) =>
  standing(db, [heardOfWithinMs, transports])

/** What a session says of itself, under the epoch in which it said so. */
export interface DeviceNews {
  deviceId: string
  epoch: number
  status: DeviceStatus
  reason?: string
  qr?: string
  qrExpiresAt?: Date
  pairingCode?: string
  pairingExpiresAt?: Date
}

/**
 * Writes what sessions say of themselves, each device at most once. Answers by device the workspace of those for whom it
 * was news; the others are not the sender's, or said the same before.
 */
export async function setDeviceStatuses(
  db: Database,
  sender: string,
  news: readonly DeviceNews[],
): Promise<Map<string, { workspaceId: string }>> {
  const rows = await setStatuses(db, [
    sender,
    news.map(({ deviceId }) => deviceId),
    news.map(({ epoch }) => epoch),
    news.map(({ status }) => status),
    news.map(({ reason }) => reason ?? null),
    news.map(({ qr }) => qr ?? null),
    news.map(({ qrExpiresAt }) => qrExpiresAt?.toISOString() ?? null),
    news.map(({ pairingCode }) => pairingCode ?? null),
    news.map(({ pairingExpiresAt }) => pairingExpiresAt?.toISOString() ?? null),
  ])
  return new Map(rows.map(({ deviceId, workspaceId }) => [deviceId, { workspaceId }]))
}

/**
 * Says why of the devices that want serving and that no sender has taken for `forMs`. `reasons`: by transport, why whoever asks
 * cannot serve it. Answers those that have failed now.
 */
export const sayUnserved = (db: Database, reasons: ReadonlyMap<string, string>, forMs: number) =>
  unserved(db, [[...reasons.keys()], [...reasons.values()], forMs])

/** By device, its newest sends: of any campaign, and of each that is still open on it. */
export async function readLastSends(db: Database, deviceIds: readonly string[]): Promise<Map<string, Booking[]>> {
  const sends = new Map<string, Booking[]>(deviceIds.map((id) => [id, []]))
  for (const { deviceId, at, ...booking } of await lastSends(db, [deviceIds]))
    sends.get(deviceId)?.push({ ...booking, at: at.getTime() })
  return sends
}
