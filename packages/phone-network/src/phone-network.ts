import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@siaran/platform'
import fastify from 'fastify'
import { createAgenda } from './agenda.js'
import { type Behaviour, type BehaviourPatch, changed, defaultBehaviour } from './behaviour.js'
import { readBehaviour, writeBehaviour } from './behaviour-file.js'
import { systemClock } from './clock.js'
import { createDeviceRegistry } from './devices.js'
import { gatewayRoutes } from './gateways/gateway-routes.js'
import { createGateways } from './gateways/gateways.js'
import { createHandover } from './handover.js'
import { createLedger } from './ledger.js'
import { openLedgerFile } from './ledger-file.js'
import { createMailboxes } from './mailboxes.js'
import { publicRoutes } from './public-routes.js'
import { RequestFaults } from './request-faults.js'
import { createSwitchboard } from './switchboard.js'
import { transportRoutes } from './transport-routes.js'
import { createChatStates } from './whatsapp-web/chat-states.js'
import { whatsAppWebRoutes } from './whatsapp-web/control-routes.js'
import { createLinking } from './whatsapp-web/linking.js'
import { startWhatsAppWeb, type WhatsAppWebOptions, type WhatsAppWebServer } from './whatsapp-web/web-server.js'

export interface PhoneNetworkOptions {
  /** 0, the default, takes a free port. */
  port?: number
  /** 127.0.0.1 by default. */
  host?: string
  /** Where the ledger and the behaviour are kept. Without it they live as long as the network. */
  dataFolder?: string | undefined
  /** What to change of the default behaviour. A behaviour kept in the data folder goes before it. */
  behaviour?: BehaviourPatch | undefined
  /** Serves WhatsApp Web too, to browsers that take this machine for web.whatsapp.com. */
  whatsAppWeb?: WhatsAppWebOptions
  /** Told about faults of the network itself; never about a request. */
  log?: Pick<Logger, 'error'>
}

export interface Listening {
  url: string
  whatsAppWebPort: number | null
}

export interface PhoneNetwork {
  /** Listens; resolves with the address, and the port of WhatsApp Web where it is served. A network that was stopped can be started anew. */
  start(): Promise<Listening>
  /** Cuts every connection, plans nothing more, and keeps the ledger. Tolerates never-started and twice. */
  stop(): Promise<void>
}

/** A world of phones behind one HTTP port: WhatsApp to its devices, and a ledger of what every phone received. */
export function createPhoneNetwork(options: PhoneNetworkOptions = {}): PhoneNetwork {
  let running: Promise<Listening & { stop(): Promise<void> }> | null = null
  return {
    async start() {
      running ??= open(options)
      try {
        const { url, whatsAppWebPort } = await running
        return { url, whatsAppWebPort }
      } catch (err) {
        running = null
        throw err
      }
    },
    async stop() {
      const opened = running
      running = null
      await (await opened)?.stop()
    },
  }
}

async function open(options: PhoneNetworkOptions) {
  const { port = 0, host = '127.0.0.1', dataFolder, behaviour: initial = {}, log } = options
  if (dataFolder) await mkdir(dataFolder, { recursive: true })
  const behaviour = await keptBehaviour(dataFolder, changed(defaultBehaviour, initial))
  const file = dataFolder ? await openLedgerFile(join(dataFolder, 'ledger.jsonl')) : null

  const clock = systemClock
  const agenda = createAgenda(clock)
  const mailboxes = createMailboxes()
  const devices = createDeviceRegistry()
  const switchboard = createSwitchboard(mailboxes, clock)
  const ledger = createLedger(file?.entries ?? [], (entry) => file?.append(entry))
  const deps = { agenda, clock, mailboxes, devices, switchboard, ledger, ...behaviour }
  const handover = createHandover(deps)
  const gateways = createGateways({ ...deps, handover })

  const app = fastify({ logger: false, forceCloseConnections: true, bodyLimit: 1_048_576 })
  app.setErrorHandler((err: Error & { statusCode?: number }, _request, reply) => {
    const status = err instanceof RequestFaults ? 400 : (err.statusCode ?? 500)
    if (status >= 500) log?.error({ err }, 'a request failed')
    const details = err instanceof RequestFaults ? { details: err.details } : {}
    reply.code(status).send({ message: status >= 500 ? 'The phone network itself failed' : err.message, ...details })
  })
  publicRoutes(app, deps)
  transportRoutes(app, { ...deps, handover })
  await gatewayRoutes(app, gateways)

  const linking = createLinking(clock, options.whatsAppWeb?.passkey !== undefined)
  const chatStates = createChatStates()
  const failed = (err: unknown) => log?.error({ err }, 'WhatsApp Web failed')
  let web: WhatsAppWebServer | null = null

  const stop = async () => {
    agenda.clear()
    await web?.stop()
    gateways.stop()
    mailboxes.stop()
    await app.close()
    await file?.close()
  }
  try {
    if (options.whatsAppWeb) {
      web = await startWhatsAppWeb(options.whatsAppWeb, { ...deps, handover, linking, chatStates, host, failed })
      whatsAppWebRoutes(app, { linking, chatStates, web })
    }
    return { url: await app.listen({ port, host }), whatsAppWebPort: web?.port ?? null, stop }
  } catch (err) {
    await stop()
    throw err
  }
}

/** The behaviour of this moment, and how to change it. Changes are kept one after the other. */
async function keptBehaviour(dataFolder: string | undefined, initial: Behaviour) {
  const path = dataFolder ? join(dataFolder, 'behaviour.json') : null
  let current = path ? await readBehaviour(path, initial) : initial
  let keeping = Promise.resolve()
  return {
    behaviour: () => current,
    change: async (patch: BehaviourPatch) => {
      const next = changed(current, patch)
      current = next
      if (path) {
        const kept = keeping.then(() => writeBehaviour(path, next))
        keeping = kept.catch(() => {})
        await kept
      }
      return next
    },
  }
}
