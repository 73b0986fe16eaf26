import { randomUUID } from 'node:crypto'
import type { Agenda } from './agenda.js'
import { type Behaviour, delayOf } from './behaviour.js'
import { happens, roll } from './chance.js'
import type { Clock } from './clock.js'
import type { Device } from './devices.js'
import type { Switchboard } from './switchboard.js'

type Received = { id: string; messageId: string; to: string; text: string }

export interface PhoneLifeDeps {
  agenda: Agenda
  clock: Clock
  switchboard: Pick<Switchboard, 'tell'>
}

/**
 * What follows a message that a phone has received: sent, then delivered, then for some people read, then for some a
 * reply, one `ackDelayMs` after the other. Who replies has read. A message has one step at a time on the agenda.
 */
export function livePhone(deps: PhoneLifeDeps, behaviour: Behaviour, device: Device, message: Received): void {
  const { seed, rates, ackDelayMs, replies } = behaviour
  const willReply = happens(rates.reply, seed, 'reply', message.to)
  const willRead = willReply || happens(rates.read, seed, 'read', message.to)
  const now = () => new Date(deps.clock.now()).toISOString()

  const ack = (level: 'sent' | 'delivered' | 'read') => () =>
    deps.switchboard.tell(device, { type: 'ack', id: message.id, messageId: message.messageId, level, at: now() })
  const reply = () =>
    deps.switchboard.tell(device, {
      type: 'incoming',
      from: message.to,
      text: replies[Math.floor(roll(seed, 'words', message.to, message.text) * replies.length)]!,
      quotedMessageId: message.messageId,
      at: now(),
    })

  const steps = [ack('sent'), ack('delivered')]
  if (willRead) steps.push(ack('read'))
  if (willReply) steps.push(reply)

  const walk = (index: number) => {
    const step = steps[index]
    if (!step) return
    deps.agenda.after(delayOf(ackDelayMs, seed, 'ack', message.to, index), () => {
      step()
      if (happens(rates.twice, seed, 'twice', message.to, index)) step()
      walk(index + 1)
    })
  }
  walk(0)
}

/** The network's id of a message: never the same twice, also over restarts. */
export const newMessageId = () => `phone-network-${randomUUID()}`
