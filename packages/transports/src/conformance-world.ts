import type { DeviceIdentity, OutboundMessage, Transport } from './transport.js'

/** A message as a phone received it. */
export interface Received {
  to: string
  text: string
  mediaUrl?: string | undefined
}

/** What the suite can do to the network behind an adapter. All of it takes effect before the promise resolves. */
export interface TransportWorld {
  /** The adapter anew, as another sender process would have it. The world closes what a test leaves open. */
  createTransport(): Transport
  /** A device that can go online. */
  newDevice(): DeviceIdentity
  /** A number on WhatsApp, another one each time. */
  newPhone(): string
  /** A number that is not on WhatsApp. */
  phoneNotOnWhatsApp(): Promise<string>
  /** Everything that phones have received, in order: from the network's own books, not from the adapter's. */
  received(): Promise<Received[]>

  /** Messages are taken, and never answered. */
  fallSilent(): Promise<void>
  /** Messages are answered, but late (a fraction of a second). */
  slowDown(): Promise<void>
  /** Messages are turned away: try again later. */
  turnAway(): Promise<void>
  /** Nothing listens where the network was. */
  vanish(): Promise<void>
  /** Messages are taken; the answer is not in the network's language. */
  talkGarbage(): Promise<void>
  /** Messages are taken; the answer is a failure of the server. */
  failInside(): Promise<void>
  /** Messages are taken; the connection breaks before the answer. */
  breakOff(): Promise<void>

  /** Cuts a device's session, until `restore`. */
  drop(device: DeviceIdentity): Promise<void>
  restore(device: DeviceIdentity): Promise<void>
  /** A person writes to a device. */
  write(from: string, device: DeviceIdentity, text: string): Promise<void>

  close(): Promise<void>
}

let messages = 0

/** A text message with an id and a text of its own; a test states what matters to it. */
export function buildOutboundMessage(message: Partial<OutboundMessage> & { to: string }): OutboundMessage {
  messages += 1
  return { id: `message-${messages}`, type: 'text', text: `Hello number ${messages}`, mediaUrl: null, ...message }
}
