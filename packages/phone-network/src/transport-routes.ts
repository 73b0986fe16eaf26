import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Behaviour } from './behaviour.js'
import type { DeviceRegistry } from './devices.js'
import { isOnWhatsApp } from './fate.js'
import type { Handover } from './handover.js'
import type { Ledger } from './ledger.js'
import type { Mailboxes } from './mailboxes.js'
import { ownerId, phone, read } from './request-faults.js'
import type { Switchboard } from './switchboard.js'

/** No poll is held for longer than this. */
const LONGEST_WAIT_MS = 60_000

const owned = z.strictObject({ owner: ownerId })
const connect = z.strictObject({ owner: ownerId, resume: z.boolean().default(false) })
const message = z.strictObject({
  owner: ownerId,
  id: z.string().min(1).max(200),
  to: phone,
  type: z.enum(['text', 'image', 'document']),
  text: z.string().max(65_536),
  mediaUrl: z.string().min(1).max(4096).nullable().default(null),
})
const poll = z.strictObject({
  stream: z.string().optional(),
  ackUpTo: z.number().int().min(0),
  waitMs: z.number().int().min(0).max(LONGEST_WAIT_MS),
})

export interface TransportRoutesDeps {
  devices: DeviceRegistry
  switchboard: Switchboard
  handover: Handover
  ledger: Ledger
  mailboxes: Mailboxes
  behaviour(): Behaviour
}

/** What the simulator adapter uses. An owner is a sender process; it names itself with everything that it does. */
export function transportRoutes(app: FastifyInstance, deps: TransportRoutesDeps): void {
  const device = (params: unknown) => deps.devices.get((params as { device: string }).device)

  app.post('/devices/:device/connect', (request) => {
    const { owner, resume } = read(connect, request.body)
    return deps.switchboard.connect(device(request.params), owner, resume)
  })

  app.post('/devices/:device/disconnect', (request) => {
    const { owner } = read(owned, request.body)
    return { status: deps.switchboard.disconnect(device(request.params), owner) ? 'disconnected' : 'not yours' }
  })

  app.post('/devices/:device/logout', (request) => {
    const { owner } = read(owned, request.body)
    return { status: deps.switchboard.logout(device(request.params), owner) ? 'logged_out' : 'not yours' }
  })

  // Not async: an answer that never comes leaves the request open until the sender gives up.
  app.post('/devices/:device/messages', (request, reply) => {
    const { owner, ...outgoing } = read(message, request.body)
    deps.handover.take(device(request.params), owner, outgoing, (answer) => {
      if (answer.status === 'garbled') void reply.type('text/html').send('<html>Welcome to the hotel Wi-Fi</html>')
      else void reply.send(answer)
    })
  })

  // "unknown" may also be one that is still on its road to the phone.
  app.get('/devices/:device/messages/:id', (request) => {
    const { device: from, id } = request.params as { device: string; id: string }
    const entry = deps.ledger.find(from, id)
    return entry === undefined ? { status: 'unknown' } : { status: 'found', messageId: entry.messageId, at: entry.at }
  })

  app.post('/owners/:owner/events', (request, reply) => {
    const leave = deps.mailboxes.poll(
      (request.params as { owner: string }).owner,
      read(poll, request.body),
      (answer) => void reply.send(answer),
    )
    reply.raw.once('close', leave)
  })

  app.get('/numbers/:phone', (request) => {
    const { phone: number } = read(z.object({ phone }), request.params)
    return { phone: number, onWhatsApp: isOnWhatsApp(deps.behaviour(), number) }
  })
}
