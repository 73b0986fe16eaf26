import { randomUUID } from 'node:crypto'
import {
  type BehaviourPatch,
  createPhoneNetwork,
  type PhoneNetwork,
  type PhoneNetworkClient,
  phoneNetworkClient,
} from '@siaran/phone-network'
import type { TransportWorld } from '../src/conformance-world.js'
import { createSimulatorTransport } from '../src/simulator.js'
import type { Transport } from '../src/transport.js'
import { type FaultProxy, startFaultProxy } from './fault-proxy.js'
import { networkWorld } from './network-world.js'

export interface SimulatorWorld extends TransportWorld {
  /** The network itself, past the proxy. */
  client: PhoneNetworkClient
  network: PhoneNetwork
  proxy: FaultProxy
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
    ...networkWorld(client, proxy),
    client,
    network,
    proxy,
    createTransport() {
      const transport = createSimulatorTransport({ url: proxy.url, ownerId: `sender-${randomUUID()}`, passedBy() {} })
      transports.push(transport)
      return transport
    },
    newDevice: () => ({ id: randomUUID(), settings: {}, credentials: {} }),
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
