/**
 * What a network or gateway must be able to do for Siaran. One adapter a file; every adapter passes the one
 * conformance suite (`conformance.ts`). An adapter knows nothing of Postgres, queues or campaigns.
 */
export interface Transport {
  readonly name: string
  readonly capabilities: TransportCapabilities
  /**
   * Opens the device's session and keeps it open (reconnecting by itself) until `close`, or until another one has taken the
   * device over, which is not fought: the session has ended. Resolves as soon as the
   * work has begun; what becomes of it is told through `events.status`, at least once.
   */
  open(device: DeviceIdentity, events: DeviceEvents): Promise<DeviceSession>
  /** Ends everything that the adapter shares between its devices. Tolerates being called twice. */
  close(): Promise<void>
}

export interface TransportCapabilities {
  /** The network reports delivered and read. */
  acks: boolean
  /** Its acks name Siaran's own message id: they settle also what was never answered. */
  references: boolean
  /** The network can show "typing". */
  presence: boolean
  /** The network can say whether a number is on WhatsApp before something is sent to it. */
  numberCheck: boolean
  /** The gateway queues and may retry by itself: `accepted` means queued there. */
  queuesInternally: boolean
  /** The network knows one session of a device: another one that is opened ends the one before. */
  exclusive: boolean
  /** The network can be asked what became of a message: its sessions have `lookUp`. */
  lookup: boolean
}

export interface DeviceIdentity {
  id: string
  settings: Record<string, unknown>
  credentials: Record<string, unknown>
  /**
   * E.164. If the device has to be linked, it is by a code that is entered on this phone, and not by a QR. Of a transport
   * that links by QR alone nobody asks it.
   */
  pairWithPhone?: string
}

export interface DeviceSession {
  /**
   * Hands one message over. Never throws and never retries by itself: whatever happened is one of the four
   * outcomes. When `signal` aborts before an answer came, the outcome is `unknown`.
   */
  send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>
  /**
   * Asks the network for a message that was handed over on this device, by Siaran's id; changes nothing there. Exactly where
   * `capabilities.lookup` says so. Throws when the network gives no answer.
   */
  lookUp?(messageId: string): Promise<LookUpAnswer>
  /**
   * When it ended (by `performance.now()`), null while it goes on. One that ended by itself comes back no more: only the owner of
   * the device knows whether it should. Missing where sessions never end by themselves.
   */
  readonly endedAt?: number | null
  /** Somebody says that the device's standing has changed: asks the network, and tells what it finds through `events.status`. */
  look?(): void
  /** Ends the session here; the device stays linked and can be opened elsewhere. Tolerates being called twice. */
  close(): Promise<void>
  /** Ends the session and unlinks the device: it must be paired anew. */
  logout(): Promise<void>
}

export interface OutboundMessage {
  /** Siaran's message id, given to the network as a reference where it takes one. */
  id: string
  /** E.164, as `+60123456789`. */
  to: string
  type: 'text' | 'image' | 'document'
  text: string
  mediaUrl: string | null
}

/** The four words. See `docs/decisions` on why a timeout is never "not sent". */
export type SendOutcome =
  | { kind: 'accepted'; transportMessageId: string }
  | { kind: 'refused'; code: RefusalCode; reason: string }
  | { kind: 'unavailable'; reason: string; retryAfterMs: number; scope: 'message' | 'device' }
  | { kind: 'unknown'; cause: string }

export type RefusalCode = 'not_on_whatsapp' | 'blocked' | 'invalid_content' | 'rejected'

/**
 * `found`: its phone has received it. `unknown` proves nothing, since a request may still be on its road: it is never a reason
 * to send again.
 */
export type LookUpAnswer = { kind: 'found'; transportMessageId: string; at: Date } | { kind: 'unknown' }

/** `qr`: it waits to be linked, by a QR or by a code. */
export type SessionStatus =
  | 'connecting'
  | 'qr'
  | 'online'
  | 'disconnected'
  | 'logged_out'
  | 'restricted'
  | 'passkey_required'
  | 'failed'

/**
 * How the network speaks back. Every call may come twice or out of order; the receiver is made for that. Where the
 * answer is a promise the adapter waits for it before it tells the network that the word was heard.
 */
export interface DeviceEvents {
  status(status: SessionStatus, reason?: string): void
  qr(qr: string, expiresAt: Date): void
  /** What is to be entered on the phone that the device is to be linked with; the one before is good no longer. */
  pairingCode(code: string, expiresAt: Date): void
  ack(ack: Ack): void | Promise<void>
  incoming(message: IncomingMessage): void | Promise<void>
}

export interface Ack {
  /** Siaran's message id where the network carries a reference; otherwise only the network's own id is known. */
  messageId?: string
  transportMessageId: string
  level: 'sent' | 'delivered' | 'read' | 'failed'
  reason?: string
  at: Date
}

export interface IncomingMessage {
  /** E.164 of the person who wrote. */
  from: string
  text: string
  /** The network's id of the message that this one answers, where it says so. */
  quotedTransportMessageId?: string
  at: Date
}
