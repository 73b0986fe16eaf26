import { randomUUID } from 'node:crypto'
import {
  type BehaviourPatch,
  createPhoneNetwork,
  defaultBehaviour,
  fateOf,
  type PhoneNetwork,
  type PhoneNetworkClient,
  phoneNetworkClient,
} from '@siaran/phone-network'
import type { TransportWorld } from '../src/conformance-world.js'
import { createSimulatorTransport } from '../src/simulator.js'
import type { Transport } from '../src/transport.js'
import { type FaultProxy, startFaultProxy } from './fault-proxy.js'

export interface SimulatorWorld extends TransportWorld {
  /** The network itself, past the proxy. */
  client: PhoneNetworkClient
  network: PhoneNetwork
  proxy: FaultProxy
}

export const silent: BehaviourPatch = { rates: { noAnswer: 1 } }
const rates = { ...defaultBehaviour.rates, ...silent.rates }

let phones = 0

/** A phone that receives what it is sent even when the network is silent, which only every second one does. */
export function newPhone(): string {
  phones += 1
  const phone = `+6012${String(phones).padStart(7, '0')}`
  const fate = fateOf({ seed: defaultBehaviour.seed, rates }, phone, 0)
  return fate.kind === 'unanswered' && fate.received ? phone : newPhone()
}

/** A phone network without delays, behind a proxy that can spoil its answers. */
export async function openSimulatorWorld(behaviour: BehaviourPatch = {}): Promise<SimulatorWorld> {
  const port = await freePort()
  const network = createPhoneNetwork({ port, behaviour: { latencyMs: 0, ackDelayMs: 1, ...behaviour } })
  const { url } = await network.start()
  const client = phoneNetworkClient(url)
  const proxy = await startFaultProxy(url)
  const transports: Transport[] = []

  return {
    client,
    network,
    proxy,
    createTransport() {
      const transport = createSimulatorTransport({ url: proxy.url, ownerId: `sender-${randomUUID()}`, passedBy() {} })
      transports.push(transport)
      return transport
    },
    newDevice: () => ({ id: randomUUID(), settings: {}, credentials: {} }),
    newPhone,
    async phoneNotOnWhatsApp() {
      await client.setBehaviour({ rates: { notOnWhatsApp: 0.5 } })
      for (;;) {
        const phone = newPhone()
        if (!(await client.isOnWhatsApp(phone))) return phone
      }
    },
    received: () => client.allEntries(),
    fallSilent: async () => void (await client.setBehaviour(silent)),
    slowDown: async () => void (await client.setBehaviour({ latencyMs: 150 })),
    turnAway: async () => void (await client.setBehaviour({ rates: { unavailable: 1 } })),
    vanish: () => proxy.vanish(),
    talkGarbage: async () => proxy.fault('garbage'),
    failInside: async () => proxy.fault('failure'),
    breakOff: async () => proxy.fault('break'),
    drop: ({ id }) => client.drop(id),
    restore: ({ id }) => client.restore(id),
    write: (from, { id }, text) => client.incoming({ from, to: id, text }),
    async close() {
      await Promise.all(transports.map((transport) => transport.close()))
      await proxy.vanish()
      await network.stop()
    },
  }
}

/** A port that nobody has now: the network must come back to it after a restart. */
async function freePort(): Promise<number> {
  const finder = createPhoneNetwork()
  const { url } = await finder.start()
  await finder.stop()
  return Number(new URL(url).port)
}
