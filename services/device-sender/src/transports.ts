import {
  createSimulatorTransport,
  createWablasTransport,
  createWhacenterTransport,
  readAllowList,
  type Transport,
} from '@siaran/transports'
import type { Logger } from 'pino'
import type { SenderConfig } from './config.js'

/** The transports that this sender can serve, as configured. A device of another kind is left to senders that can. */
export function openTransports(config: SenderConfig, sender: string, log: Logger) {
  const gateways = { allowed: readAllowList(config.OUTBOUND_ALLOW_HOSTS ?? '') }
  const byName = new Map<string, Transport>([
    ['wablas', createWablasTransport(gateways)],
    ['whacenter', createWhacenterTransport(gateways)],
  ])
  if (config.SIARAN_PHONE_NETWORK_URL !== undefined)
    byName.set(
      'simulator',
      createSimulatorTransport({
        url: config.SIARAN_PHONE_NETWORK_URL,
        ownerId: sender,
        passedBy: (event, err) => {
          const { device: deviceId, type, seq } = event as Record<string, unknown>
          log.error({ err, deviceId, type, seq }, 'an event of the network could not be taken in; passed by')
        },
      }),
    )
  return {
    name: 'transports',
    byName: byName as ReadonlyMap<string, Transport>,
    async stop() {
      await Promise.all([...byName.values()].map((transport) => transport.close()))
    },
  }
}
