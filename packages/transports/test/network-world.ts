import { type BehaviourPatch, defaultBehaviour, fateOf, type PhoneNetworkClient } from '@siaran/phone-network'
import type { TransportWorld } from '../src/conformance-world.js'
import type { FaultProxy } from './fault-proxy.js'

export const silent: BehaviourPatch = { rates: { noAnswer: 1 } }
const rates = { ...defaultBehaviour.rates, ...silent.rates }

let phones = 0

/** A phone that receives what it is sent even when the network is silent, which only every second one does. */
export function newPhone(): string {
  phones += 1
  const phone = `+6012${String(phones).padStart(7, '0')}`
  const fate = fateOf({ seed: defaultBehaviour.seed, rates }, phone, 0)
  return fate.kind === 'unanswered' && fate.received ? phone : newPhone()
}

/** From here on every second phone of the network is not on WhatsApp. */
export async function phoneNotOnWhatsApp(client: PhoneNetworkClient): Promise<string> {
  await client.setBehaviour({ rates: { notOnWhatsApp: 0.5 } })
  for (;;) {
    const phone = newPhone()
    if (!(await client.isOnWhatsApp(phone))) return phone
  }
}

/** The phone network behind a proxy that can spoil its answers: what a world has whose devices it knows by their ids. */
export function networkWorld(client: PhoneNetworkClient, proxy: FaultProxy) {
  return {
    newPhone,
    phoneNotOnWhatsApp: () => phoneNotOnWhatsApp(client),
    received: () => client.allEntries(),
    fallSilent: async () => void (await client.setBehaviour(silent)),
    slowDown: async () => void (await client.setBehaviour({ latencyMs: 150 })),
    turnAway: async () => void (await client.setBehaviour({ rates: { unavailable: 1 } })),
    vanish: () => proxy.vanish(),
    talkGarbage: async () => proxy.fault('garbage'),
    failInside: async () => proxy.fault('failure'),
    breakOff: async () => proxy.fault('break'),
    drop: ({ id }) => client.drop(id),
    restore: ({ id }) => client.restore(id),
    write: (from, { id }, text) => client.incoming({ from, to: id, text }),
  } satisfies Partial<TransportWorld>
}
