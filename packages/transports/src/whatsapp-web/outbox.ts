import type { DeviceEvents, SendOutcome } from '../transport.js'

/** Of how many messages Siaran's own ids are remembered for acks that come later. */
const REMEMBERED = 10_000

type Ack = { id: string; ack: number; error?: string }
type Sent = { messageId: string; settle: ((outcome: SendOutcome) => void) | null }

/** What was handed to the page, and WhatsApp's word on it. */
export interface Outbox {
  /**
   * `echo`: the page's id of it, null when the page does not say. That is the page's word alone: accepted is what WhatsApp has
   * acknowledged. Never rejects.
   */
  send(messageId: string, echo: Promise<string | null>, signal: AbortSignal, typingMs: number): Promise<SendOutcome>
  acknowledge(ack: Ack): void
  /** The browser is gone: nobody knows of what is on its way. */
  abandon(cause: string): void
}

export function createOutbox(events: Pick<DeviceEvents, 'ack'>, ackWithinMs: number): Outbox {
  const sent = new Map<string, Sent>()
  const pending = new Set<(outcome: SendOutcome) => void>()
  // An ack may be faster than the echo.
  let early: Ack[] = []
  let echoes = 0

  const remember = (id: string, message: Sent) => {
    sent.set(id, message)
    if (sent.size > REMEMBERED) sent.delete(sent.keys().next().value as string)
  }

  const tell = ({ id, ack, error }: Ack) => {
    const message = sent.get(id)
    const { settle } = message ?? {}
    if (message) message.settle = null
    if (ack === 0) return
    if (ack < 0 && settle) return settle(turnedAway(error))
    settle?.({ kind: 'accepted', transportMessageId: id })
    const level = ack < 0 ? 'failed' : ack === 1 ? 'sent' : ack === 2 ? 'delivered' : 'read'
    const named = message === undefined ? {} : { messageId: message.messageId }
    const reason = ack < 0 ? { reason: error ?? 'WhatsApp turned it away' } : {}
    void events.ack({ ...named, transportMessageId: id, level, ...reason, at: new Date() })
  }

  const echoed = () => {
    echoes -= 1
    const waiting = early
    early = []
    for (const ack of waiting) acknowledge(ack)
  }

  const acknowledge = (ack: Ack) => {
    if (ack.ack === 0) return
    if (sent.has(ack.id) || echoes === 0) tell(ack)
    else early.push(ack)
  }

  return {
    acknowledge,
    send(messageId, echo, signal, typingMs) {
      return new Promise((resolve) => {
        const settle = (outcome: SendOutcome) => {
          clearTimeout(timer)
          signal.removeEventListener('abort', giveUp)
          pending.delete(settle)
          resolve(outcome)
        }
        const giveUp = () => settle(unknown('Given up before WhatsApp had answered'))
        const timer = setTimeout(
          () => settle(unknown(`WhatsApp did not acknowledge it within ${ackWithinMs} ms`)),
          typingMs + ackWithinMs,
        )
        signal.addEventListener('abort', giveUp)
        pending.add(settle)
        echoes += 1
        echo.then(
          (id) => {
            if (id === null) settle(unknown('The page does not say what became of it'))
            else remember(id, { messageId, settle })
            echoed()
          },
          (err: Error) => {
            settle(unhanded(err))
            echoed()
          },
        )
      })
    },
    abandon(cause) {
      for (const settle of pending) settle(unknown(`It was on its way when ${cause}`))
    },
  }
}

const unknown = (cause: string): SendOutcome => ({ kind: 'unknown', cause })

/** The page opens a chat before it sends: who cannot be found was sent nothing. Of any other complaint nobody knows. */
function unhanded({ message }: Error): SendOutcome {
  if (!message.includes('No LID for user')) return unknown(message)
  return { kind: 'refused', code: 'not_on_whatsapp', reason: 'The number is not on WhatsApp' }
}

/** WhatsApp's error is a status code where the page gives it: of the fives another try is worth something. */
function turnedAway(error: string | undefined): SendOutcome {
  const reason = error === undefined ? 'WhatsApp turned it away' : `WhatsApp turned it away (${error})`
  if (error !== undefined && /^5\d\d\b/.test(error)) {
    return { kind: 'unavailable', scope: 'message', reason, retryAfterMs: 30_000 }
  }
  return { kind: 'refused', code: 'rejected', reason }
}
