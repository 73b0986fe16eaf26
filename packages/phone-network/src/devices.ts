import { type BanWindow, createBanWindow } from './ban-window.js'
import type { LastingEvent } from './network-event.js'

/** A device as the network knows it. It is known from the first time that anybody names it. */
export interface Device {
  readonly id: string
  /** The sender that connected it last and did not disconnect it. */
  owner: string | null
  /** Its session is up. Implies an owner, and neither dropped nor restricted. */
  online: boolean
  /** Its session was cut; it cannot connect until it is restored. */
  dropped: boolean
  /** Banned for sending too fast, until it is restored. */
  restricted: boolean
  /** Unlinked. Connecting pairs it anew, without a QR: nobody is here to scan one. */
  loggedOut: boolean
  /** What happened while its session was down, for whoever connects it next. */
  waiting: LastingEvent[]
  readonly sends: BanWindow
  handedOver: number
}

export type DeviceState = 'online' | 'offline' | 'dropped' | 'restricted' | 'logged_out'

export const stateOf = (device: Device): DeviceState => {
  if (device.restricted) return 'restricted'
  if (device.dropped) return 'dropped'
  if (device.loggedOut) return 'logged_out'
  return device.online ? 'online' : 'offline'
}

/** Why a device may not send for this owner now, or null when it may. The words are part of the protocol. */
export function obstacleTo(device: Device, owner: string): { reason: string; retryAfterMs: number } | null {
  if (device.owner !== null && device.owner !== owner) return { reason: 'connected elsewhere', retryAfterMs: 2000 }
  if (device.restricted) return { reason: 'restricted', retryAfterMs: 60_000 }
  if (device.dropped) return { reason: 'dropped', retryAfterMs: 2000 }
  if (!device.online) return { reason: 'not connected', retryAfterMs: 2000 }
  return null
}

export interface DeviceRegistry {
  get(id: string): Device
  all(): Iterable<Device>
}

export function createDeviceRegistry(): DeviceRegistry {
  const devices = new Map<string, Device>()
  return {
    get(id) {
      const device = devices.get(id) ?? newDevice(id)
      devices.set(id, device)
      return device
    },
    all: () => devices.values(),
  }
}

const newDevice = (id: string): Device => ({
  id,
  owner: null,
  online: false,
  dropped: false,
  restricted: false,
  loggedOut: false,
  waiting: [],
  sends: createBanWindow(),
  handedOver: 0,
})
