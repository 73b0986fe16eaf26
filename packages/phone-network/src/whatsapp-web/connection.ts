import { createHash, randomUUID } from 'node:crypto'
import type { Behaviour } from '../behaviour.js'
import type { Device, DeviceRegistry } from '../devices.js'
import { isOnWhatsApp } from '../fate.js'
import type { Handover, HandoverAnswer } from '../handover.js'
import type { Mailboxes, PollAnswer } from '../mailboxes.js'
import { type DeliveredEvent, isLasting } from '../network-event.js'
import { newMessageId } from '../phone-life.js'
import type { Switchboard } from '../switchboard.js'
import type { ChatStates } from './chat-states.js'
import type { NetworkFrame, PageEvent, PageFrame } from './frames.js'
import type { Credentials, Linking, UnlinkedPage } from './linking.js'
import { addressesOf, phoneOf } from './numbers.js'

/** A poll that gets nothing ends after this, and is followed by the next. */
const POLL_MS = 60_000

export interface ConnectionDeps {
  devices: DeviceRegistry
  switchboard: Switchboard
  handover: Handover
  mailboxes: Mailboxes
  linking: Linking
  chatStates: ChatStates
  behaviour(): Behaviour
}

/** A page's end of its socket. */
export interface PageSocket {
  send(frame: NetworkFrame): void
  /** Something that is not in the page's language. */
  sendGarbage(): void
  close(): void
}

export interface Connection {
  hear(frame: PageFrame): void
  /** Its account has taken it out: from the phone, or by itself. */
  unlink(byPhone: boolean): void
  /** The account that it is online for, in E.164. */
  readonly phone: string | null
  closed(): void
}

/**
 * One page and the network: it is shown what a phone can scan until one does; from then on it is the owner of its account's
 * device, under the phone in E.164, as a sender process is of a simulated one. Another page that says the same credentials
 * takes it over, and the first has a CONFLICT.
 */
export function openConnection(socket: PageSocket, deps: ConnectionDeps): Connection {
  const owner = `whatsapp-web-${randomUUID()}`
  let linked: { device: Device; credentials: Credentials } | null = null
  let leave = () => {}
  let isClosed = false

  const page: UnlinkedPage = {
    reference: (reference) => socket.send({ op: 'reference', reference }),
    idle: () => socket.send({ op: 'idle' }),
    paired: (credentials) => socket.send({ op: 'paired', phone: addressesOf(credentials.phone).phone, credentials }),
    passkey: () => socket.send({ op: 'passkey' }),
  }

  const greet = (credentials: Credentials | null) => {
    if (credentials === null) return deps.linking.offer(page)
    if (!deps.linking.accepts(credentials)) return socket.send({ op: 'unlinked', byPhone: false })
    const { phone } = credentials
    const device = deps.devices.get(phone)
    linked = { device, credentials }
    const { status } = deps.switchboard.connect(device, owner, false)
    if (status === 'restricted') return socket.send({ op: 'state', state: 'TOS_BLOCK' })
    if (status !== 'online') return socket.close()
    socket.send({ op: 'welcome', ...addressesOf(phone), name: `Owner of ${phone}` })
    listen(undefined, 0)
  }

  const listen = (stream: string | undefined, ackUpTo: number) => {
    leave = deps.mailboxes.poll(owner, { stream, ackUpTo, waitMs: POLL_MS }, (answer) => {
      if (!isClosed) tell(answer)
    })
  }

  /** Tells what lasts, acts on what does not, and goes on when the page has heard all of it. */
  const tell = ({ stream, events }: PollAnswer) => {
    const upTo = events.at(-1)?.seq ?? 0
    next = () => listen(stream, upTo)
    for (const event of events) actOn(event.type)
    const lasting = events.flatMap(pageEvents)
    if (lasting.length > 0) return socket.send({ op: 'events', upTo, events: lasting })
    setImmediate(() => {
      if (!isClosed) next()
    })
  }
  let next = () => {}

  const actOn = (type: DeliveredEvent['type']) => {
    if (type === 'dropped') socket.close()
    if (type === 'restricted') socket.send({ op: 'state', state: 'TOS_BLOCK' })
    if (type === 'replaced') socket.send({ op: 'state', state: 'CONFLICT' })
  }

  const giveCode = (question: number, phone: string) => {
    if (!isOnWhatsApp(deps.behaviour(), phone)) {
      return socket.send({ op: 'answer', question, error: 'nobody has this number' })
    }
    socket.send({ op: 'answer', question, result: deps.linking.code(page, phone) })
  }

  const showState = (wid: string, state: string) => {
    const to = phoneOf(wid)
    if (linked === null || to === null) return
    deps.chatStates.show(linked.device.id, { to, state, at: new Date().toISOString() })
  }

  const exists = (wid: string) => {
    const phone = phoneOf(wid)
    if (phone === null || !isOnWhatsApp(deps.behaviour(), phone)) return null
    return { ...addressesOf(phone), name: `Owner of ${phone}` }
  }

  const handOver = ({ question, messageId, to, type, text, mediaUrl }: Extract<PageFrame, { op: 'message' }>) => {
    const fail = (error: string) => socket.send({ op: 'answer', question, error })
    const phone = phoneOf(to)
    if (linked === null || phone === null) return fail('nobody has this address')
    const message = { id: referenceOf(phone, type, text, mediaUrl), messageId, to: phone, type, text, mediaUrl }
    deps.handover.take(linked.device, owner, message, (answer: HandoverAnswer) => {
      if (answer.status === 'garbled') socket.sendGarbage()
      else if (answer.status === 'accepted') socket.send({ op: 'answer', question, result: null })
      else fail(`${answer.status === 'unavailable' ? 503 : 403} ${answer.reason}`)
    })
  }

  const unlink = (byPhone: boolean) => {
    if (linked === null) return
    deps.linking.revoke(linked.credentials)
    deps.switchboard.logout(linked.device, owner)
    linked = null
    socket.send({ op: 'unlinked', byPhone })
  }

  return {
    get phone() {
      return linked?.credentials.phone ?? null
    },
    unlink,
    hear(frame) {
      switch (frame.op) {
        case 'hello':
          return greet(frame.credentials)
        case 'refresh':
          return linked === null ? deps.linking.offer(page) : undefined
        case 'code':
          return giveCode(frame.question, frame.phone)
        // As on WhatsApp, a device that was let in comes back with its credentials.
        case 'kept':
          return socket.close()
        case 'takeover':
          if (linked === null || deps.switchboard.connect(linked.device, owner, false).status !== 'online') return
          return socket.send({ op: 'state', state: 'CONNECTED' })
        case 'logout':
          socket.send({ op: 'answer', question: frame.question, result: null })
          return unlink(false)
        case 'exists':
          return socket.send({ op: 'answer', question: frame.question, result: exists(frame.wid) })
        case 'message':
          return handOver(frame)
        case 'heard':
          return next()
        case 'presence':
          return frame.to === undefined ? undefined : showState(frame.to, frame.state)
      }
    },
    closed() {
      isClosed = true
      leave()
      deps.linking.withdraw(page)
      if (linked) deps.switchboard.disconnect(linked.device, owner)
    },
  }
}

/**
 * WhatsApp carries no reference of its sender's: what says the same to the same person is the same message, and at its next
 * attempt.
 */
const referenceOf = (...what: (string | null)[]) =>
  createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 22)

const acks = { sent: 1, delivered: 2, read: 3 } as const

function pageEvents(event: DeliveredEvent): PageEvent[] {
  if (!isLasting(event)) return []
  // A failure is a gateway's word: WhatsApp itself knows before it answers.
  if (event.type === 'ack' && event.level === 'failed') return []
  if (event.type === 'ack') return [{ op: 'ack', messageId: event.messageId, ack: acks[event.level] }]
  const { lid: from, phone } = addressesOf(event.from)
  const quoted = event.quotedMessageId === undefined ? {} : { quoted: event.quotedMessageId }
  const { text } = event
  const name = `Owner of ${event.from}`
  return [{ op: 'incoming', id: newMessageId(), from, phone, name, text, at: Date.parse(event.at), ...quoted }]
}
