import { setTimeout as sleep } from 'node:timers/promises'
import { Agent } from 'undici'
import { createGate } from './gate.js'
import { OpenSessions } from './open-sessions.js'
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
  const sessions = new OpenSessions<SimulatorSession>()
  let stream: { stop(): Promise<void> } | null = null
  let closed = false

  const hear = async (event: NetworkEvent) => {
    const session = sessions.get(event.device)
    if (session) return session.hear(event)
    // Nobody here listens to this device. Given back, its events wait at the network for the next owner.
    const givenBack = sessions.farewell(event.device).then(() => api.disconnect(event.device))
    sessions.begunAfter(
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
      stream ??= listen({
        poll: direct.poll,
        hear,
        passedBy: options.passedBy,
        sleep: (ms, signal) => sleep(ms, undefined, { signal }),
        troubled: () => {
          for (const session of sessions.all()) session.wake()
        },
      })
      return sessions.open(device.id, (beginning) => startSimulatorSession(device.id, events, { api, ...beginning }))
    },

    async close() {
      closed = true
      await sessions.close()
      await stream?.stop()
      if (!agent.closed) await agent.close()
    },
  }
}
