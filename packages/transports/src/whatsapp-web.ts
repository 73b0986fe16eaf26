import { join } from 'node:path'
import { createGate } from './gate.js'
import { OpenSessions } from './open-sessions.js'
import type { Transport } from './transport.js'
import type { BrowserSettings } from './whatsapp-web/protocol.js'
import { type SessionStore, startWebSession, type WebSessionDeps } from './whatsapp-web/session.js'

/** Ten browsers that start at once take 14 s on two cores, and each of them as long. */
const STARTS_AT_ONCE = 2
/** How long the answer that a number is on WhatsApp is believed. */
const ADDRESS_LIFE_MS = 7 * 24 * 60 * 60_000
const ADDRESSES = 100_000

export interface WhatsAppWebOptions extends Pick<WebSessionDeps, 'fetchMedia'> {
  browser: BrowserSettings
  /** Where the profiles of open devices lie; what was there before is overwritten. */
  folder: string
  /** Where the session of a device is kept between its owners. */
  sessions(deviceId: string): SessionStore
  /** Told of what went wrong without an outcome that shows it. */
  noticed(deviceId: string, what: string, err: unknown): void
  /** How long WhatsApp's word on a message is waited for; then it is unknown. One minute by default. */
  ackWithinMs?: number
  /** How long a QR is shown until somebody scans; then the device has failed. Five minutes by default. */
  qrForMs?: number
}

/**
 * Linked devices by whatsapp-web.js, each in a browser and a process of its own: what breaks there costs that device a
 * restart. `accepted` means that WhatsApp has acknowledged the message.
 */
export function createWhatsAppWebTransport(options: WhatsAppWebOptions): Transport {
  const gate = createGate(STARTS_AT_ONCE)
  const sessions = new OpenSessions()
  const known = new Map<string, { address: string; until: number }>()
  let closed = false

  const addresses = {
    get(phone: string) {
      const found = known.get(phone)
      return found && found.until > Date.now() ? found.address : undefined
    },
    set(phone: string, address: string) {
      known.delete(phone)
      known.set(phone, { address, until: Date.now() + ADDRESS_LIFE_MS })
      if (known.size > ADDRESSES) known.delete(known.keys().next().value as string)
    },
  }

  return {
    name: 'whatsapp_web',
    capabilities: {
      acks: true,
      references: true,
      presence: true,
      numberCheck: true,
      queuesInternally: false,
      exclusive: true,
      lookup: false,
    },

    async open(device, events) {
      if (closed) throw new Error('The WhatsApp Web transport is closed')
      return sessions.open(device.id, (beginning) =>
        startWebSession(device, events, {
          ...beginning,
          browser: options.browser,
          folder: join(options.folder, encodeURIComponent(device.id)),
          store: options.sessions(device.id),
          fetchMedia: options.fetchMedia,
          noticed: (what, err) => options.noticed(device.id, what, err),
          gate,
          addresses,
          ackWithinMs: options.ackWithinMs ?? 60_000,
          qrForMs: options.qrForMs ?? 5 * 60_000,
          saveEveryMs: 15 * 60_000,
        }),
      )
    },

    async close() {
      closed = true
      await sessions.close()
    },
  }
}
