import type { Asked } from './arguments.js'
import { costs } from './costs.js'
import { Distribution } from './distribution.js'
import type { Sender } from './sender.js'
import { World } from './world.js'

/** A stretch without disturbance is measured after this: by then every device has its first slots, and uses them up. */
const WARM_MS = 30_000
/** What has not happened after so long does not happen. */
const PATIENCE_MS = 600_000

/** Null: not within ten minutes. */
type Seconds = number | null

export interface Findings {
  /** Until every device is online again. */
  ownedAfterStart: Seconds
  ownedAfterDeath: Seconds
  ownedAfterUpdate: Seconds
  /** In the stretch without disturbance. */
  messagesASecond: number
  lateness: { p50Ms: number; p99Ms: number; worstMs: number }
  /** While a sender was dead, and during the update. */
  latenessDisturbed: { p50Ms: number; p99Ms: number; worstMs: number }
  leaseStatementsASecond: number
  turnsASecond: number
  postgresBusyCores: number
  redisBusyCores: number
  mostRedisBytes: number
  leasesLost: number
  claimsTooLate: number
  unconfirmed: number
  /** How often a device changed hands in the update. */
  movesOfUpdate: number
  world: World
}

/**
 * A start of everything, a while of sending, the death of one sender, and an update of all of them. With a number of
 * messages asked for, it goes on until all of them are at their end.
 */
export function runScenario(asked: Asked): Findings {
  const world = new World(asked)
  const { clock } = world
  const restartMs = asked.restartSeconds * 1_000
  const pass = (ms: number) => clock.run(() => false, clock.now + ms)
  const allOnline = (): Seconds => {
    const begun = clock.now
    clock.run(() => world.online === asked.devices, begun + PATIENCE_MS)
    return world.online === asked.devices ? (clock.now - begun) / 1_000 : null
  }

  for (let n = 0; n < asked.senders; n++) clock.at(restartMs + world.roll() * 1_000, () => world.startSender())
  const ownedAfterStart = allOnline()

  pass(WARM_MS)
  world.lateness = new Distribution()
  const before = countersOf(world)
  pass(asked.steadySeconds * 1_000)
  const after = countersOf(world)
  const lateness = latenessOf(world)
  const a = (name: keyof typeof before) => (after[name] - before[name]) / asked.steadySeconds

  world.lateness = new Distribution()
  const victim = world.senders[Math.floor(world.roll() * world.senders.length)]!
  victim.kill()
  clock.at(clock.now + restartMs, () => world.startSender())
  const ownedAfterDeath = allOnline()

  pass(10_000)
  const ownings = world.ownings
  const began = clock.now
  const updated = update(world, restartMs)
  clock.run(updated, began + PATIENCE_MS)
  const rest = updated() ? allOnline() : null
  const ownedAfterUpdate = rest === null ? null : (clock.now - began) / 1_000
  const movesOfUpdate = (world.ownings - ownings) / asked.devices

  if (Number.isFinite(asked.messages))
    clock.run(
      () => world.sent + world.unconfirmed === asked.messages * asked.devices,
      clock.now + asked.messages * asked.devices * 60_000,
    )
  return {
    ownedAfterStart,
    ownedAfterDeath,
    ownedAfterUpdate,
    messagesASecond: a('sent'),
    lateness,
    latenessDisturbed: latenessOf(world),
    leaseStatementsASecond: a('leaseStatements'),
    turnsASecond: a('turns'),
    postgresBusyCores: a('postgresMs') / 1_000,
    redisBusyCores: a('redisMs') / 1_000,
    mostRedisBytes: world.mostInQueues * costs.redisJobBytes + asked.devices * costs.redisQueueBytes,
    leasesLost: world.leasesLost,
    claimsTooLate: world.claimsTooLate,
    unconfirmed: world.unconfirmed,
    movesOfUpdate,
    world,
  }
}

/** As a Deployment does it: some new ones start, then as many old ones stop, and so on. Answers whether it is over. */
function update(world: World, restartMs: number): () => boolean {
  const old: Sender[] = world.senders.filter(({ alive }) => alive)
  let stopping = 0
  const wave = () => {
    const leaving = old.splice(0, world.asked.rollAtOnce)
    stopping = leaving.length
    for (const sender of leaving) {
      world.startSender()
      sender.stop(() => {
        stopping--
        if (stopping === 0 && old.length > 0) world.clock.at(world.clock.now + restartMs, wave)
      })
    }
  }
  stopping = 1
  world.clock.at(world.clock.now + restartMs, wave)
  return () => stopping === 0 && old.length === 0
}

const countersOf = ({ sent, leaseStatements, dispatchers, postgres, redis }: World) => ({
  sent,
  leaseStatements,
  turns: dispatchers.turns,
  postgresMs: postgres.busyMs,
  redisMs: redis.busyMs,
})

const latenessOf = ({ lateness }: World) => ({
  p50Ms: lateness.quantile(0.5),
  p99Ms: lateness.quantile(0.99),
  worstMs: lateness.quantile(1),
})
