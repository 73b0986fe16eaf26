import type { DeviceView } from '@siaran/contracts'
import type { Device } from '@siaran/db'
import type { DeviceStatus, TransportName } from '@siaran/domain'

/** A device as callers see it. Credentials and the QR have no place here. */
export function deviceView(device: Device): DeviceView {
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
    status: device.status as DeviceStatus,
    statusReason: device.statusReason,
    statusAt: device.statusAt.toISOString(),
    createdAt: device.createdAt.toISOString(),
  }
}

const inSeconds = (ms: number | null) => (ms === null ? null : ms / 1_000)
