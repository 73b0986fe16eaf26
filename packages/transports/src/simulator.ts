import { setTimeout as sleep } from 'node:timers/promises'
import { Agent } from 'undici'
import { createGate } from './gate.js'
import { listen } from './simulator/event-stream.js'
import { createPhoneNetworkApi } from './simulator/phone-network-api.js'
import { type SimulatorSession, startSimulatorSession } from './simulator/session.js'
import type { NetworkEvent } from './simulator/wire.js'
import type { Transport } from './transport.js'

/** A thousand devices that start at once do so over this many connections. */
const CONNECTS_AT_ONCE = 32

export interface SimulatorOptions {
  /** Where the phone network listens. */
  url: string
  /** The sender's session id: whoever connects a device under another one takes it over. */
  ownerId: string
  /** Told of an event of the network that nobody could take in, and that is not told again. */
  passedBy(event: unknown, err: unknown): void
}

/**
 * The simulator: devices on the phone network (`packages/phone-network`). One long poll carries the events of all
 * devices; a device that is online and idle costs no timer and no request.
 *
 * The promises that `DeviceEvents` calls give back are waited for before an event is acknowledged: a receiver that
 * stores what it hears, and rejects when it could not, hears it again.
 */
export function createSimulatorTransport(options: SimulatorOptions): Transport {
  // As many connections as sends at once, which the sender limits.
  const agent = new Agent()
  const direct = createPhoneNetworkApi(options.url, options.ownerId, agent)
  const gate = createGate(CONNECTS_AT_ONCE)
  const api = {
    ...direct,
    connect: (device: string, resume: boolean) => gate(() => direct.connect(device, resume)),
    disconnect: (device: string) => gate(() => direct.disconnect(device)),
  }
  const sessions = new Map<string, SimulatorSession>()
  const farewells = new Map<string, Promise<unknown>>()
  let stream: { stop(): Promise<void> } | null = null
  let closed = false

  /** The next session of the device begins after this. */
  const rememberFarewell = (device: string, letGo: Promise<unknown>) => {
    const farewell = letGo.then(() => {
      if (farewells.get(device) === farewell) farewells.delete(device)
    })
    farewells.set(device, farewell)
  }

  const hear = async (event: NetworkEvent) => {
    const session = sessions.get(event.device)
    if (session) return session.hear(event)
    // Nobody here listens to this device. Given back, its events wait at the network for the next owner.
    const givenBack = (farewells.get(event.device) ?? Promise.resolve()).then(() => api.disconnect(event.device))
    rememberFarewell(
      event.device,
      givenBack.catch(() => {}),
    )
    await givenBack
  }

  return {
    name: 'simulator',
    capabilities: {
      acks: true,
      references: true,
      presence: false,
      numberCheck: true,
      queuesInternally: false,
      exclusive: true,
      lookup: true,
    },

    async open(device, events) {
      if (closed) throw new Error('The simulator transport is closed')
      void sessions.get(device.id)?.close()
      stream ??= listen({
        poll: direct.poll,
        hear,
        passedBy: options.passedBy,
        sleep: (ms, signal) => sleep(ms, undefined, { signal }),
        troubled: () => {
          for (const session of sessions.values()) session.wake()
        },
      })
      const session: SimulatorSession = startSimulatorSession(device.id, events, {
        api,
        after: farewells.get(device.id) ?? Promise.resolve(),
        ended: (letGo) => {
          if (sessions.get(device.id) === session) sessions.delete(device.id)
          rememberFarewell(device.id, letGo)
        },
      })
      sessions.set(device.id, session)
      return session
    },

    async close() {
      closed = true
      await Promise.all(Array.from(sessions.values(), (session) => session.close()))
      await Promise.all(farewells.values())
      await stream?.stop()
      if (!agent.closed) await agent.close()
    },
  }
}
