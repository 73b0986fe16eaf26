import fc from 'fast-check'
import type { World } from './world.js'

/** What may happen next, by name: `who` and `n` choose among what there is; false when it cannot happen now. */
const verbs = {
  /** A process goes on by one to four acts. */
  go: (world, who, n) => world.go(world.waiting[who % world.waiting.length]!, (n % 4) + 1, n),
  /** An act is carried out, and its answer takes its time. */
  half: (world, who, n) => one(world, who, n, 'unanswered'),
  /** Its answer never comes; of two, one was not carried out either. */
  lose: (world, who, n) => one(world, who, n, 'lost'),
  kill: async (world, who) => world.die(world.processes[who % world.processes.length]!),
  straggle: (world, _, n) => world.straggle(n),
  dispatch: async (world, who) => void world.dispatch((who % 2) + 1),
  start: async (world, who) => void world.startSender(who % 2),
  stop: async (world, who) => void world.stopSender(who % 2),
  repair: async (world) => void world.repair(),
  pass: (world, _, n) => world.pass(leaps[n % leaps.length]!),
  acknowledge: async (world, who, n) => {
    const { delivered } = world.network
    const level = levels[n % levels.length]!
    world.network.acknowledge(delivered[who % delivered.length]!, level, n % 2 === 0, new Date(world.clock.now))
  },
  flush: async (world) => world.queues.flush(),
  duplicate: async (world, _, n) => {
    world.duplicate(n)
  },
  pause: async (world) => void world.pause(),
  resume: (world) => world.resume(),
  cancel: async (world) => void world.cancel(),
  suppress: async (world, _, n) => void world.suppress(n),
  remove: async (world, _, n) => void world.removeDevice(n),
} satisfies Record<string, (world: World, who: number, n: number) => Promise<void>>

type Verb = keyof typeof verbs

/** Within a claim's life and past it, past a gap, a renewal, a lease, a dispatcher's death, the longest send, an expiry. */
const leaps = [100, 300, 450, 600, 600, 1_000, 2_500, 2_500, 9_000, 31_000, 310_000, 3 * 3_600_000]
const levels = ['sent', 'delivered', 'delivered', 'read', 'read', 'failed'] as const

const weights: Record<Verb, number> = {
  go: 36,
  half: 14,
  lose: 6,
  kill: 4,
  straggle: 6,
  dispatch: 8,
  start: 4,
  stop: 2,
  repair: 4,
  pass: 20,
  acknowledge: 4,
  flush: 2,
  duplicate: 3,
  pause: 4,
  resume: 4,
  suppress: 4,
  cancel: 1,
  remove: 1,
}

/** When it makes no sense to try. */
const needs: Partial<Record<Verb, (world: Readonly<World>) => boolean>> = {
  go: ({ waiting }) => waiting.length > 0,
  half: ({ waiting }) => waiting.length > 0,
  lose: ({ waiting }) => waiting.length > 0,
  kill: ({ processes }) => processes.length > 0,
  straggle: ({ stragglers }) => stragglers.length > 0,
  acknowledge: ({ network }) => network.delivered.length > 0,
  resume: ({ rows }) => rows.campaign.status === 'paused',
}

async function one(world: World, who: number, n: number, how: 'unanswered' | 'lost'): Promise<void> {
  const process = world.waiting[who % world.waiting.length]!
  await world.carryOut(process, process.acts[n % process.acts.length]!, n, how)
}

export type Happening = fc.AsyncCommand<World, World>

export const happening = (verb: Verb, who = 0, n = 0): Happening => ({
  check: (world) => needs[verb]?.(world) ?? true,
  async run(world) {
    world.witness.diary.push(`${verb} ${who} ${n}`)
    await verbs[verb](world, who, n)
    await world.settle()
    world.witness.assertHolds()
  },
  toString: () => `happening('${verb}', ${who}, ${n})`,
})

const verb = fc.oneof(
  ...Object.entries(weights).map(([name, weight]) => ({ arbitrary: fc.constant(name as Verb), weight })),
)

export const happenings = fc.commands(
  [fc.tuple(verb, fc.nat(11), fc.nat(11)).map(([name, who, n]) => happening(name, who, n))],
  { maxCommands: 40, size: 'max' },
)
