import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Behaviour, type BehaviourPatch, behaviourPatch } from './behaviour.js'
import type { Clock } from './clock.js'
import { type DeviceRegistry, stateOf } from './devices.js'
import type { Ledger } from './ledger.js'
import { newMessageId } from './phone-life.js'
import { deviceId, phone, read } from './request-faults.js'
import type { Switchboard } from './switchboard.js'

const ledgerQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
})
const incoming = z.strictObject({ from: phone, to: deviceId, text: z.string().min(1).max(65_536) })

export interface PublicRoutesDeps {
  ledger: Ledger
  devices: DeviceRegistry
  switchboard: Switchboard
  clock: Clock
  behaviour(): Behaviour
  /** Resolves once the change is kept. */
  change(patch: BehaviourPatch): Promise<Behaviour>
}

/** What tests and people use: the witness, the weather, accidents, and people who write. */
export function publicRoutes(app: FastifyInstance, deps: PublicRoutesDeps): void {
  const device = (params: unknown) => deps.devices.get((params as { device: string }).device)

  app.get('/healthz', () => ({ status: 'ok' }))

  app.get('/ledger', (request) => {
    const { after, limit } = read(ledgerQuery, request.query)
    return deps.ledger.page(after, limit)
  })

  app.get('/behaviour', () => deps.behaviour())
  app.patch('/behaviour', (request) => deps.change(read(behaviourPatch, request.body)))

  app.get('/devices', () => ({
    devices: Array.from(deps.devices.all(), (each) => ({
      device: each.id,
      state: stateOf(each),
      owner: each.owner,
      handedOver: each.handedOver,
      waitingEvents: each.waiting.length,
    })),
  }))

  app.post('/devices/:device/drop', (request) => {
    const target = device(request.params)
    deps.switchboard.drop(target)
    return { device: target.id, state: stateOf(target) }
  })

  app.post('/devices/:device/restore', (request) => {
    const target = device(request.params)
    deps.switchboard.restore(target)
    return { device: target.id, state: stateOf(target) }
  })

  app.post('/messages', (request, reply) => {
    const { from, to, text } = read(incoming, request.body)
    const target = deps.devices.get(to)
    deps.switchboard.tell(target, { type: 'incoming', from, text, at: new Date(deps.clock.now()).toISOString() })
    reply.code(202)
    return { messageId: newMessageId(), device: target.id, state: stateOf(target) }
  })
}
