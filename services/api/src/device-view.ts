import type { DeviceView } from '@siaran/contracts'
import type { Device } from '@siaran/db'
import type { DeviceStatus, TransportName } from '@siaran/domain'
import { type Caller, isAtLeast } from './caller.js'

/** A device as this caller sees it. Credentials and the QR have no place here; where it is called back is for admins. */
export function deviceView(device: Device, { role }: Pick<Caller, 'role'>): DeviceView {
  return {
    id: device.id,
    name: device.name,
    transport: device.transport as TransportName,
    phone: device.phone,
    settings: device.settings as Record<string, unknown>,
    limits: {
      messagesPerMinute: device.messagesPerMinute,
      messagesPerHour: device.messagesPerHour,
      messagesPerDay: device.messagesPerDay,
      minDelaySeconds: inSeconds(device.minDelayMs),
      maxDelaySeconds: inSeconds(device.maxDelayMs),
    },
    hasCredentials: device.credentials !== null,
    hookPath: device.hookToken !== null && isAtLeast(role, 'admin') ? `/api/v1/hooks/${device.hookToken}` : null,
    status: device.status as DeviceStatus,
    statusReason: device.statusReason,
    statusAt: device.statusAt.toISOString(),
    createdAt: device.createdAt.toISOString(),
  }
}

const inSeconds = (ms: number | null) => (ms === null ? null : ms / 1_000)
