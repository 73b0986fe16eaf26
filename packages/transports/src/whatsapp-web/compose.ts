import type { OutboundMessage } from '../transport.js'
import type { Browser } from './browser.js'
import type { Media, SendOptions } from './protocol.js'

const CHECK_WITHIN_MS = 30_000
const TYPING_MS = { aLetter: 50, atMost: 8_000 }

export interface ComposeDeps {
  /** The bytes at a media URL. Rejects when they cannot be had: nothing is sent then. */
  fetchMedia(url: string, signal: AbortSignal): Promise<Media>
  /** Addresses of phones that were asked for before. */
  addresses: { get(phone: string): string | undefined; set(phone: string, address: string): void }
}

/** Puts a message as the page takes it. Null when the number is not on WhatsApp; rejects when it cannot be made ready. */
export async function compose(
  deps: ComposeDeps,
  { to: phone, type, text, mediaUrl }: OutboundMessage,
  isTyped: boolean,
  browser: Browser,
  signal: AbortSignal,
): Promise<SendOptions | null> {
  const to = await addressOf(deps, phone, browser)
  if (to === null) return null
  const media = mediaUrl === null ? null : await deps.fetchMedia(mediaUrl, signal)
  return {
    to,
    text,
    ...(media === null ? {} : { media: { ...media, asDocument: type === 'document' } }),
    typingMs: isTyped && media === null ? Math.min(TYPING_MS.atMost, TYPING_MS.aLetter * text.length) : 0,
  }
}

async function addressOf({ addresses }: ComposeDeps, phone: string, browser: Browser): Promise<string | null> {
  const known = addresses.get(phone)
  if (known !== undefined) return known
  const address = await browser.ask('check', CHECK_WITHIN_MS, phone.slice(1))
  if (address !== null) addresses.set(phone, address)
  return address
}
