import type { Clock } from '../clock.js'
import type { DeviceRegistry } from '../devices.js'
import type { Handover, HandoverAnswer, OutgoingMessage } from '../handover.js'
import type { Mailboxes } from '../mailboxes.js'
import { newMessageId } from '../phone-life.js'
import type { Switchboard } from '../switchboard.js'
import { keepCallingBack } from './call-back.js'
import type { GatewayDevice, Hosted } from './hosted.js'
import { callsOfWablas } from './wablas-calls.js'
import { callsOfWhacenter } from './whacenter-calls.js'

/** `refused` and `unavailable` as the network says them; each gateway has its own words for them. */
export type TakenAnswer =
  | HandoverAnswer
  | { status: 'no quota' }
  /** Taken, and known by nobody yet to be in vain. */
  | { status: 'taken'; messageId: string; reason: string }

export interface Gateways {
  host(device: string, as: GatewayDevice): void
  /** The device that callers name so, or null when nobody is. */
  find(gateway: GatewayDevice['gateway'], secret: string): Hosted | null
  /** Takes a message in. What the phone's network refuses is found out after the answer. Never answers on `noAnswer`. */
  take(hosted: Hosted, message: OutgoingMessage, answer: (answer: TakenAnswer) => void): void
  stop(): void
}

export interface GatewaysDeps {
  devices: DeviceRegistry
  switchboard: Switchboard
  mailboxes: Mailboxes
  handover: Handover
  clock: Clock
}

export function createGateways(deps: GatewaysDeps): Gateways {
  const { devices, switchboard, handover, clock } = deps
  const hosted = new Map<string, Hosted & { stop(): void }>()

  const take: Gateways['take'] = (on, message, answer) => {
    if (on.quota === 0) return answer({ status: 'no quota' })
    handover.take(on.device, on.owner, message, (said) => {
      if (on.quota !== undefined && (said.status === 'accepted' || said.status === 'refused')) on.quota -= 1
      if (said.status !== 'refused') return answer(said)
      const messageId = newMessageId()
      const { reason } = said
      answer({ status: 'taken', messageId, reason })
      const at = new Date(clock.now()).toISOString()
      switchboard.tell(on.device, { type: 'ack', id: message.id, messageId, level: 'failed', reason, at })
    })
  }

  return {
    take,
    host(id, as) {
      hosted.get(id)?.stop()
      const device = devices.get(id)
      const on: Hosted = { ...as, device, owner: `gateway-${id}` }
      switchboard.connect(device, on.owner, false)
      const calls = as.gateway === 'wablas' ? callsOfWablas : callsOfWhacenter
      const stop = keepCallingBack(on, {
        ...deps,
        callOf: (event) => calls(on, event),
        reply: (to, text) =>
          take(on, { id: newMessageId(), to, type: 'text', text, mediaUrl: null }, () => {
            // Nobody waits for what became of an auto-reply.
          }),
      })
      hosted.set(id, Object.assign(on, { stop }))
    },
    find: (gateway, secret) =>
      [...hosted.values()].find((each) => each.gateway === gateway && each.secret === secret) ?? null,
    stop() {
      for (const each of hosted.values()) each.stop()
    },
  }
}
