/** What is said between a sender and the process that runs one device's browser. Both come from one build. */

/** How the browser is started. */
export interface BrowserSettings {
  program: string
  /** Folders for the loader of a browser that was unpacked somewhere, as in LD_LIBRARY_PATH. */
  libraryPath?: string
  /** To be added to the browser's own. */
  args: string[]
}

export interface StartOptions extends BrowserSettings {
  /** The browser's profile. */
  folder: string
  /** Digits. What is not linked shows a code for this phone instead of a QR. */
  pairWithPhone?: string
}

export interface Media {
  mimetype: string
  /** Base64. */
  data: string
  filename: string
}

export interface SendOptions {
  /** The address that `check` gave. */
  to: string
  text: string
  media?: Media & { asDocument: boolean }
  /** How long "typing" is shown before; 0: not at all. */
  typingMs: number
}

/** What the process can be asked, and what it answers. */
export interface Acts {
  start(options: StartOptions): void
  /** The address of a phone (digits); null when it is not on WhatsApp. */
  check(phone: string): string | null
  /** The network's id of the page's own echo: nothing is sent yet. Null when the page does not say it. */
  send(options: SendOptions): string | null
  logout(): void
  stop(): void
}

/** What it tells by itself. */
export type BrowserEvent =
  | { event: 'qr'; qr: string }
  /** `lifeMs`: another comes after this. */
  | { event: 'code'; code: string; lifeMs: number }
  /** WhatsApp gives no code for the phone. */
  | { event: 'no_code'; cause: string }
  /** Whoever wants to link is asked for a passkey. */
  | { event: 'passkey' }
  /** Linked, synced and listened to. */
  | { event: 'ready' }
  /** The page's socket, as the page names its state; at every change, and every few seconds as a sign of life. */
  | { event: 'state'; state: string }
  | { event: 'disconnected'; reason: string }
  | { event: 'ack'; id: string; ack: number; error?: string }
  | { event: 'incoming'; id: string; from: string; text: string; quoted?: string; at: number }
  /** Somebody wrote, and WhatsApp does not tell which phone it was. */
  | { event: 'nameless'; from: string }
  /** Nothing good comes of this process any more. */
  | { event: 'broken'; cause: string }

export type Question = { [Act in keyof Acts]: { ask: number; act: Act; args: Parameters<Acts[Act]> } }[keyof Acts]
export type Answer = { answer: number; result?: unknown; error?: string }
