import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createPhoneNetwork, type PhoneNetworkClient, phoneNetworkClient } from '@siaran/phone-network'
import type { TransportWorld } from '../src/conformance-world.js'
import type { GatewayOptions } from '../src/gateway/gateway-transport.js'
import { callReaders, createWablasTransport, createWhacenterTransport, type HeardWord } from '../src/index.js'
import { readAllowList } from '../src/outbound/allow-list.js'
import type { DeviceEvents, DeviceIdentity, DeviceSession, Transport } from '../src/transport.js'
import { startFaultProxy } from './fault-proxy.js'
import { networkWorld } from './network-world.js'

type GatewayName = 'wablas' | 'whacenter'

const gateways = {
  wablas: {
    create: createWablasTransport,
    isMessage: (path: string) => path.includes('/api/send-'),
    secretOf: ({ credentials: { token, secretKey } }: DeviceIdentity) => `${token}.${secretKey}`,
    credentials: (id: string) => ({ token: id, secretKey: 'secret' }),
  },
  whacenter: {
    create: createWhacenterTransport,
    isMessage: (path: string) => path.endsWith('/api/send'),
    secretOf: ({ credentials: { deviceId } }: DeviceIdentity) => String(deviceId),
    credentials: (id: string) => ({ deviceId: `w-${id}` }),
  },
}

export interface GatewayWorld extends TransportWorld {
  client: PhoneNetworkClient
  /** The gateway's address, past the proxy. */
  baseUrl: string
  createTransport(options?: Partial<GatewayOptions>): Transport
}

/**
 * The phone network as a gateway, behind a proxy that can spoil its answers, and a place where it calls back. Calls wait there
 * for whoever opens the device, as they do in Siaran's own.
 */
export async function openGatewayWorld(name: GatewayName): Promise<GatewayWorld> {
  const gateway = gateways[name]
  const network = createPhoneNetwork({ behaviour: { latencyMs: 0, ackDelayMs: 1 } })
  const { url } = await network.start()
  const client = phoneNetworkClient(url)
  const proxy = await startFaultProxy(url, gateway.isMessage)
  const transports: Transport[] = []
  const hosted = new Map<string, Promise<void>>()
  const open = new Map<string, { events: DeviceEvents; session: DeviceSession }>()
  const waiting = new Map<string, HeardWord[]>()

  const hear = async (device: string, word: HeardWord) => {
    const listener = open.get(device)
    if (listener === undefined) return void waiting.set(device, [...(waiting.get(device) ?? []), word])
    const { events, session } = listener
    if (word.kind === 'device') session.look?.()
    else if (word.kind === 'ack') await events.ack(word)
    else await events.incoming(word)
  }
  const hooks = createServer(async (request, response) => {
    const body = await text(request)
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded'
    const call = isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body)
    for (const word of callReaders[name]!(call, new Date())) await hear(request.url!.slice(1), word)
    response.end()
  })
  await new Promise<void>((done) => hooks.listen(0, '127.0.0.1', done))
  const hookUrl = `http://127.0.0.1:${(hooks.address() as AddressInfo).port}`

  return {
    ...networkWorld(client, proxy),
    client,
    baseUrl: `${url}/${name}`,
    createTransport(options = {}) {
      const transport = gateway.create({ allowed: readAllowList('127.0.0.1'), askEveryMs: 50, ...options })
      transports.push(transport)
      return {
        ...transport,
        async open(device, events) {
          await hosted.get(device.id)
          const session = await transport.open(device, events)
          const mine = { events, session }
          open.set(device.id, mine)
          const words = waiting.get(device.id) ?? []
          waiting.delete(device.id)
          for (const word of words) await hear(device.id, word)
          return {
            ...session,
            async close() {
              if (open.get(device.id) === mine) open.delete(device.id)
              await session.close()
            },
          }
        },
      }
    },
    newDevice() {
      const id = randomUUID()
      const settings = { baseUrl: `${proxy.url}/${name}` }
      const device = { id, settings, credentials: gateway.credentials(id) }
      const as = { gateway: name, secret: gateway.secretOf(device), hookUrl: `${hookUrl}/${id}` } as const
      hosted.set(id, client.putOnGateway(id, as))
      return device
    },
    async close() {
      await Promise.all(transports.map((transport) => transport.close()))
      await proxy.vanish()
      await network.stop()
      hooks.closeAllConnections()
      await new Promise((done) => hooks.close(done))
    },
  }
}
