import type { AllowList } from '../outbound/allow-list.js'
import { createOutbound, type Outbound } from '../outbound/outbound.js'
import type { DeviceIdentity, DeviceSession, Transport, TransportCapabilities } from '../transport.js'
import { type GatewayApi, startGatewaySession } from './gateway-session.js'

export interface GatewayOptions {
  /** What may be called although it is no public address. */
  allowed: AllowList
  /** How often a device that is online is asked for; a minute. */
  askEveryMs?: number
}

/** Devices whose phones a gateway holds: a session is an address, a credential, and what the gateway says when asked. */
export function createGatewayTransport(
  gateway: {
    name: string
    capabilities: TransportCapabilities
    /** Throws with a sentence when the device's settings or credentials are none. */
    connect(device: DeviceIdentity, outbound: Outbound): GatewayApi
  },
  { allowed, askEveryMs = 60_000 }: GatewayOptions,
): Transport {
  const outbound = createOutbound({ allowed })
  const sessions = new Map<string, DeviceSession>()
  let closed = false

  const apiOf = (device: DeviceIdentity) => {
    try {
      return gateway.connect(device, outbound)
    } catch (err) {
      return { misconfigured: (err as Error).message }
    }
  }

  return {
    name: gateway.name,
    capabilities: gateway.capabilities,
    async open(device, events) {
      if (closed) throw new Error(`The ${gateway.name} transport is closed`)
      await sessions.get(device.id)?.close()
      const session: DeviceSession = startGatewaySession(apiOf(device), events, {
        askEveryMs,
        ended: () => {
          if (sessions.get(device.id) === session) sessions.delete(device.id)
        },
      })
      sessions.set(device.id, session)
      return session
    },
    async close() {
      closed = true
      await Promise.all(Array.from(sessions.values(), (session) => session.close()))
      await outbound.close()
    },
  }
}

/** An address below the gateway's own, which may have a path. */
export const below = (baseUrl: string, path: string) => new URL(path, baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** As both gateways take a phone: its digits. */
export const digitsOf = (phone: string) => phone.replace(/^\+/, '')
