import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import {
  browserArgs,
  createDownloader,
  createSimulatorTransport,
  createWablasTransport,
  createWhacenterTransport,
  createWhatsAppWebTransport,
  findBrowser,
  measureDevices,
  readAllowList,
  type SessionStore,
  type Transport,
} from '@siaran/transports'
import type { Logger } from 'pino'
import { browsersInMemory, NO_MEMORY } from './browsers-in-memory.js'
import type { SenderConfig } from './config.js'
import { openProfileFolder, removeFolder } from './profile-folder.js'

export interface TransportsDeps {
  config: SenderConfig
  sender: string
  /** Where the session of a device that this sender has just claimed is kept. */
  sessionOf(deviceId: string): SessionStore
  log: Logger
}

/** The transports that this sender can serve, as configured, and why it cannot serve the others. Those are left to senders that can. */
export async function openTransports(deps: TransportsDeps) {
  const { config } = deps
  const allowed = readAllowList(config.OUTBOUND_ALLOW_HOSTS ?? '')
  const byName = new Map<string, Transport>([
    ['wablas', createWablasTransport({ allowed })],
    ['whacenter', createWhacenterTransport({ allowed })],
  ])
  const unserved = new Map<string, string>()
  const simulator = openSimulator(deps)
  if (simulator === null)
    unserved.set('simulator', 'No sender knows a phone network: name it in SIARAN_PHONE_NETWORK_URL')
  else byName.set('simulator', simulator)
  const browsers = config.SIARAN_WHATSAPP_WEB_CAPACITY ?? browsersInMemory()
  const web = browsers === 0 ? { missing: NO_MEMORY } : await openWhatsAppWeb(deps, createDownloader({ allowed }))
  if ('missing' in web) unserved.set('whatsapp_web', web.missing)
  else byName.set('whatsapp_web', web)

  for (const [transport, reason] of unserved) deps.log.info({ transport, reason }, 'a transport is not served here')
  return {
    name: 'transports',
    byName: byName as ReadonlyMap<string, Transport>,
    unserved: unserved as ReadonlyMap<string, string>,
    /** Most devices of those of which this sender cannot have any number. */
    capacities: new Map([['whatsapp_web', browsers]]) as ReadonlyMap<string, number>,
    /** By device, what its browser takes of this machine's memory, in bytes. */
    memory: async () => ('missing' in web ? new Map<string, number>() : web.memory()),
    async stop() {
      await Promise.all([...byName.values()].map((transport) => transport.close()))
    },
  }
}

function openSimulator({ config, sender, log }: TransportsDeps): Transport | null {
  if (config.SIARAN_PHONE_NETWORK_URL === undefined) return null
  return createSimulatorTransport({
    url: config.SIARAN_PHONE_NETWORK_URL,
    ownerId: sender,
    passedBy: (event, err) => {
      const { device: deviceId, type, seq } = event as Record<string, unknown>
      log.error({ err, deviceId, type, seq }, 'an event of the network could not be taken in; passed by')
    },
  })
}

/** Where there is no browser, a sentence. */
async function openWhatsAppWeb(
  { config, sessionOf, log }: TransportsDeps,
  downloader: ReturnType<typeof createDownloader>,
): Promise<(Transport & { memory(): Promise<Map<string, number>> }) | { missing: string }> {
  const browser = await findBrowser({ named: config.CHROMIUM_PATH })
  if ('missing' in browser) return browser
  const { program } = browser
  const isRoot = process.getuid?.() === 0
  const args = browserArgs({ page: config.SIARAN_WHATSAPP_WEB, extra: config.SIARAN_CHROMIUM_ARGS, isRoot })
  const folder = await openProfileFolder(
    config.SIARAN_PROFILES_DIR ?? join(tmpdir(), `siaran-profiles-${userInfo().uid}`),
  )
  log.info({ program, page: config.SIARAN_WHATSAPP_WEB }, 'devices of WhatsApp Web are served here')
  const transport = createWhatsAppWebTransport({
    browser: { program, args },
    folder,
    sessions: sessionOf,
    async fetchMedia(url, signal) {
      const { type, name, bytes } = await downloader.download(new URL(url), signal)
      return { mimetype: type, data: bytes.toString('base64'), filename: name }
    },
    noticed: (deviceId, what, err) => log.warn({ err, deviceId }, what),
  })
  return {
    ...transport,
    memory: () => measureDevices(folder),
    async close() {
      await transport.close()
      await downloader.close()
      await removeFolder(folder)
    },
  }
}
