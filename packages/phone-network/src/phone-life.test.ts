import { describe, expect, test } from '@jest/globals'
import { createFakeClock } from '../test/fake-clock.js'
import { createAgenda } from './agenda.js'
import { type BehaviourPatch, changed, defaultBehaviour } from './behaviour.js'
import { createDeviceRegistry } from './devices.js'
import type { LastingEvent } from './network-event.js'
import { livePhone } from './phone-life.js'

/** Lets a phone live with one message; gives back what it told, with the milliseconds after the message. */
function lifeOf(behaviour: BehaviourPatch) {
  const clock = createFakeClock()
  const start = clock.now()
  const told: [number, LastingEvent][] = []
  const switchboard = { tell: (_: unknown, event: LastingEvent) => void told.push([clock.now() - start, event]) }
  const message = { id: 'm1', messageId: 'n1', to: '+60123456789', text: 'Hello' }
  const deps = { agenda: createAgenda(clock), clock, switchboard }
  livePhone(deps, changed(defaultBehaviour, behaviour), createDeviceRegistry().get('d1'), message)
  clock.pass(60_000)
  return told.map(([at, event]) => [at, event.type === 'ack' ? event.level : `${event.from}: ${event.text}`])
}

describe('what follows a message that a phone has received', () => {
  test('sent, delivered and read, one delay after the other', () => {
    expect(lifeOf({ ackDelayMs: 200, rates: { read: 1 } })).toEqual([
      [200, 'sent'],
      [400, 'delivered'],
      [600, 'read'],
    ])
  })

  test('some people never read', () => {
    expect(lifeOf({ rates: { read: 0 } }).map(([, what]) => what)).toEqual(['sent', 'delivered'])
  })

  test('a reply comes after the reading, and who replies has read', () => {
    const told = lifeOf({ rates: { read: 0, reply: 1 }, replies: ['Boleh'] })
    expect(told.map(([, what]) => what)).toEqual(['sent', 'delivered', 'read', '+60123456789: Boleh'])
  })

  test('without a delay the order is the same', () => {
    const told = lifeOf({ ackDelayMs: 0, rates: { reply: 1 }, replies: ['Ya'] })
    expect(told.map(([, what]) => what)).toEqual(['sent', 'delivered', 'read', '+60123456789: Ya'])
  })
})
