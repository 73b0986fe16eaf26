import type { Behaviour } from './behaviour.js'
import { delayOf } from './behaviour.js'
import { type Device, obstacleTo } from './devices.js'
import { type Fate, fateOf } from './fate.js'
import type { Ledger } from './ledger.js'
import { livePhone, newMessageId, type PhoneLifeDeps } from './phone-life.js'
import type { Switchboard } from './switchboard.js'

export interface OutgoingMessage {
  /** The sender's reference. Handed over again under it, a message is at its next attempt. */
  id: string
  /** The network's id of it, where the sender has to choose it; a new one otherwise. */
  messageId?: string
  to: string
  type: 'text' | 'image' | 'document'
  text: string
  mediaUrl: string | null
}

/** With the instant at which it came from its sender, in epoch milliseconds. */
type HandedMessage = OutgoingMessage & { handedAt: number }

export type HandoverAnswer =
  | { status: 'accepted'; messageId: string }
  | { status: 'refused'; code: Extract<Fate, { kind: 'refused' }>['code']; reason: string }
  | { status: 'unavailable'; scope: 'message' | 'device'; retryAfterMs: number; reason: string }
  /** Not of the protocol: what comes back cannot be read. */
  | { status: 'garbled' }

export interface HandoverDeps extends PhoneLifeDeps {
  ledger: Ledger
  switchboard: Pick<Switchboard, 'tell' | 'restrict'>
  /** The behaviour of this moment; a message keeps the one that it met. */
  behaviour(): Behaviour
}

export interface Handover {
  /** Takes one message. `answer` is called at most once; never, when the message meets with `noAnswer`. */
  take(device: Device, owner: string, message: OutgoingMessage, answer: (answer: HandoverAnswer) => void): void
}

/**
 * The road from a sender to a phone. "Unavailable" and "refused" mean that no phone received anything. The same message
 * id handed over twice is received twice: sending once is the sender's promise, and the ledger is there to judge it.
 */
export function createHandover(deps: HandoverDeps): Handover {
  // How often a message was turned away or left in doubt. Forgotten once it is accepted.
  const attempts = new Map<string, number>()

  return {
    take(device, owner, message, answer) {
      const obstacle = obstacleTo(device, owner)
      if (obstacle) return answer({ status: 'unavailable', scope: 'device', ...obstacle })

      const behaviour = deps.behaviour()
      const handedAt = deps.clock.now()
      const attempt = attempts.get(message.id) ?? 0
      const arrive = () => {
        // The device may have been dropped, banned or taken by another owner while the message was on the road.
        const blocked = obstacleTo(device, owner) ?? overspeed(deps, behaviour, device)
        if (blocked) return answer({ status: 'unavailable', scope: 'device', ...blocked })
        const fate = fateOf(behaviour, message.to, attempt)
        if (fate.kind === 'accepted') attempts.delete(message.id)
        else attempts.set(message.id, attempt + 1)
        meet(deps, behaviour, device, { ...message, handedAt }, fate, answer)
      }
      const latencyMs = delayOf(behaviour.latencyMs, behaviour.seed, 'latency', message.to, attempt)
      if (latencyMs === 0) arrive()
      else deps.agenda.after(latencyMs, arrive)
    },
  }
}

/** Bans the device when this message is one too many in a minute. That message does not reach its phone. */
function overspeed(deps: HandoverDeps, { banAbovePerMinute }: Behaviour, device: Device) {
  if (banAbovePerMinute === null || !device.sends.exceededBy(deps.clock.now(), banAbovePerMinute)) return null
  deps.switchboard.restrict(device)
  return { reason: 'restricted', retryAfterMs: 60_000 }
}

function meet(
  deps: HandoverDeps,
  behaviour: Behaviour,
  device: Device,
  message: HandedMessage,
  fate: Fate,
  answer: (answer: HandoverAnswer) => void,
) {
  const late = (said: HandoverAnswer) => {
    const delayMs = delayOf(behaviour.answerDelayMs, behaviour.seed, 'answer', message.to)
    if (delayMs === 0) answer(said)
    else deps.agenda.after(delayMs, () => answer(said))
  }
  switch (fate.kind) {
    case 'unavailable':
      return answer({ status: 'unavailable', scope: 'message', retryAfterMs: fate.retryAfterMs, reason: fate.reason })
    case 'refused':
      return answer({ status: 'refused', code: fate.code, reason: fate.reason })
    case 'unanswered':
      if (fate.received) receive(deps, behaviour, device, message)
      return
    case 'garbled':
      if (fate.received) receive(deps, behaviour, device, message)
      return late({ status: 'garbled' })
    case 'accepted':
      return late({ status: 'accepted', messageId: receive(deps, behaviour, device, message) })
  }
}

/** The phone receives the message; its acks follow. Gives back the network's id of it. */
function receive(deps: HandoverDeps, behaviour: Behaviour, device: Device, message: HandedMessage): string {
  const { id, messageId = newMessageId(), to, type, text, mediaUrl } = message
  deps.ledger.record({
    device: device.id,
    to,
    type,
    text,
    ...(mediaUrl === null ? {} : { mediaUrl }),
    handedAt: new Date(message.handedAt).toISOString(),
    at: new Date(deps.clock.now()).toISOString(),
    id,
    messageId,
  })
  device.handedOver += 1
  livePhone(deps, behaviour, device, { id, messageId, to, text })
  return messageId
}
