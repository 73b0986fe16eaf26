import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Chromium } from '@siaran/local-stack'
import {
  type BehaviourPatch,
  createPhoneNetwork,
  type PhoneNetworkClient,
  phoneNetworkClient,
} from '@siaran/phone-network'
import type { TransportWorld } from '../../src/conformance-world.js'
import type { DeviceEvents, DeviceIdentity, SessionStatus, Transport } from '../../src/transport.js'
import { createWhatsAppWebTransport, type WhatsAppWebOptions } from '../../src/whatsapp-web.js'
import { newPhone, phoneNotOnWhatsApp } from '../network-world.js'
import { browserArgs } from './library.js'
import { openTunnel } from './tunnel.js'

export interface WhatsAppWebWorld extends TransportWorld {
  client: PhoneNetworkClient
  phoneOf(device: DeviceIdentity): string
  /** The profiles of the device's browsers that are open now. */
  profilesOf(device: DeviceIdentity): Promise<string[]>
  /** The sessions that are kept, by device. */
  kept: Map<string, Buffer>
}

export interface WorldOptions extends Partial<Pick<WhatsAppWebOptions, 'ackWithinMs' | 'qrForMs'>> {
  messageKeyProperty?: '_serialized' | '$1'
  /** Whether, and how, the page asks for a passkey of whoever links. */
  passkey?: 'dialog' | 'prompt'
  /** Whether the owner of a phone scans the QR as soon as it is shown. */
  scans?: boolean
}

/** Later than any test gives up. */
const NEVER_MS = 600_000

/** WhatsApp Web without delays, in a browser that is always scanned at once. */
export async function openWhatsAppWebWorld(chromium: Chromium, options: WorldOptions = {}): Promise<WhatsAppWebWorld> {
  const { messageKeyProperty = '_serialized', scans = true, passkey, ...transportOptions } = options
  const network = createPhoneNetwork({
    behaviour: { latencyMs: 0, ackDelayMs: 1 },
    whatsAppWeb: { messageKeyProperty, syncMs: 0, ...(passkey && { passkey }) },
  })
  const { url, whatsAppWebPort } = await network.start()
  const client = phoneNetworkClient(url)
  const tunnel = await openTunnel(whatsAppWebPort!)
  const folder = await mkdtemp(join(tmpdir(), 'whatsapp-web-'))
  const transports: Transport[] = []
  const kept = new Map<string, Buffer>()
  const media = new Map<string, string>()
  const phoneOf = ({ id }: DeviceIdentity) => `+6011${BigInt(`0x${id.slice(0, 8)}`)}`
  const behave = async (patch: BehaviourPatch) => void (await client.setBehaviour(patch))

  // What each open session said last, and who waits for them to say something.
  const standings = new Map<DeviceEvents, { device: string; status: SessionStatus }>()
  const waiting: (() => void)[] = []
  const allDown = async (device?: string) => {
    const isUp = () =>
      [...standings.values()].some((each) => (device ?? each.device) === each.device && each.status === 'online')
    while (isUp()) await new Promise<void>((look) => waiting.push(look))
  }
  const overheard = (device: DeviceIdentity, events: DeviceEvents): DeviceEvents => {
    const told: DeviceEvents = {
      ...events,
      status(status, reason) {
        const tell = () => {
          standings.set(told, { device: device.id, status })
          events.status(status, reason)
          for (const look of waiting.splice(0)) look()
        }
        // Two sessions of a device: the network ends the first, which hears of it a moment later.
        if (status === 'online') void allDown(device.id).then(tell)
        else tell()
      },
      qr(qr, expiresAt) {
        events.qr(qr, expiresAt)
        if (scans) void client.scan(qr, phoneOf(device)).catch(() => {})
      },
    }
    return told
  }

  const digest = (bytes: string) => createHash('sha256').update(bytes).digest('base64url')
  return {
    client,
    kept,
    phoneOf,
    async profilesOf({ id }) {
      const transports = await readdir(folder)
      const profiles = await Promise.all(
        transports.map(async (name) =>
          (await readdir(join(folder, name))).includes(id) ? [join(folder, name, id)] : [],
        ),
      )
      return profiles.flat()
    },
    createTransport() {
      const transport = createWhatsAppWebTransport({
        browser: { ...chromium, args: browserArgs(tunnel.port) },
        folder: join(folder, randomUUID()),
        sessions: (device) => ({
          load: async () => kept.get(device) ?? null,
          save: async (session) => void kept.set(device, session),
          forget: async () => void kept.delete(device),
        }),
        async fetchMedia(url) {
          media.set(digest(url), url)
          return { mimetype: 'image/png', data: Buffer.from(url).toString('base64'), filename: 'a.png' }
        },
        noticed() {},
        ...transportOptions,
      })
      transports.push(transport)
      return { ...transport, open: (device, events) => transport.open(device, overheard(device, events)) }
    },
    newDevice: () => ({ id: randomUUID(), settings: {}, credentials: {} }),
    newPhone,
    phoneNotOnWhatsApp: () => phoneNotOnWhatsApp(client),
    async received() {
      return (await client.allEntries()).map((entry) => {
        const mediaUrl = entry.mediaUrl && media.get(entry.mediaUrl.split('/').at(-1)!)
        return { ...entry, mediaUrl }
      })
    },
    // The acks of what was received come all the same, a while later.
    fallSilent: () => behave({ rates: { noAnswer: 1 }, ackDelayMs: 1000 }),
    slowDown: () => behave({ latencyMs: 150 }),
    turnAway: () => behave({ rates: { unavailable: 1 } }),
    async vanish() {
      await tunnel.vanish()
      await allDown()
    },
    talkGarbage: () => behave({ rates: { garbage: 1 }, ackDelayMs: NEVER_MS }),
    failInside: () => behave({ rates: { noAnswer: 1 }, ackDelayMs: NEVER_MS }),
    async breakOff() {
      await behave({ rates: { noAnswer: 1 }, ackDelayMs: NEVER_MS })
      const before = (await client.allEntries()).length
      void (async () => {
        while ((await client.allEntries()).length === before) await new Promise((next) => setTimeout(next, 5))
        await tunnel.vanish()
      })().catch(() => {})
    },
    async drop(device) {
      await client.drop(phoneOf(device))
      await allDown(device.id)
    },
    restore: (device) => client.restore(phoneOf(device)),
    write: (from, device, text) => client.incoming({ from, to: phoneOf(device), text }),
    async close() {
      await Promise.all(transports.map((transport) => transport.close()))
      await tunnel.vanish()
      await network.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}
