import { setTimeout as wait } from 'node:timers/promises'
import { type Chance, chanceOf } from './chance.js'
import { allFaults } from './faults/all.js'
import type { Fault, Harm, Stage } from './faults/fault.js'
import { installGates } from './faults/moments.js'
import { calm } from './faults/network.js'
import type { Silence } from './faults/people.js'
import { judge, type Verdict } from './judge.js'
import { beginLoad, connectDevices, openMessages } from './load.js'
import { persist } from './persist.js'
import { type Witness, watchLedger } from './witness.js'
import { startWorld, type World } from './world.js'

const CAST = { schedulers: 2, workers: 3, senders: 4 }
const DEVICES = 16
/** Of the time, this much goes to faults one after the other, whose recoveries are measured; the rest to all at once. */
const ALONE = 0.7
const RECOVERS_WITHIN_MS = 30_000
const DRAINS_WITHIN_MS = 180_000

/** What became of one kind of fault. */
export interface Tally {
  fault: Fault
  times: number
  /** Time until each touched device sent again, in milliseconds, of those that struck alone. */
  recoveriesMs: number[]
  /** Devices that had work and did not send again within the time. */
  stuck: number
}

export interface Outcome extends Verdict {
  tallies: Tally[]
  seconds: number
  logs: string
}

/** Breaks Siaran under load for so long, lets it come to its end, and judges it by the phone network's ledger. */
export async function runFaults(options: {
  seed: number
  seconds: number
  /** Names of faults; empty: all. */
  only: readonly string[]
  note: (line: string) => void
}): Promise<Outcome> {
  const { note } = options
  const silences: Silence[] = []
  const faults = allFaults(silences).filter(({ name, isOnRequest }) =>
    options.only.length === 0 ? !isOnRequest : options.only.includes(name),
  )
  const tallies = faults.map((fault): Tally => ({ fault, times: 0, recoveriesMs: [], stuck: 0 }))
  const doubt = new Map<string, number>()

  const world = await startWorld(CAST)
  const witness = watchLedger(world)
  let verdict: Verdict | undefined
  try {
    await installGates(world)
    await world.network.setBehaviour({ ...calm, seed: options.seed })
    const deviceIds = await connectDevices(world, DEVICES)
    const load = beginLoad(world, deviceIds)
    const chance = chanceOf(options.seed)
    const stage: Stage = { world, witness, deviceIds, chance }
    const begun = performance.now()
    const secondsGone = () => (performance.now() - begun) / 1_000
    await untilWorking(witness, deviceIds)
    load.assertAlive()

    const strike = async ({ fault, ...tally }: Tally, into: Tally): Promise<Harm | null> => {
      const harm = await fault.strike(stage).catch((err) => {
        note(`${fault.name} could not strike: ${err.message}`)
        return null
      })
      if (harm === null) return null
      into.times = tally.times + 1
      for (const device of harm.doubt ?? []) doubt.set(device, (doubt.get(device) ?? 0) + 1)
      return harm
    }

    const order = rounds(chance, tallies)
    while (secondsGone() < options.seconds * ALONE) {
      load.assertAlive()
      const tally = order.next().value
      const harm = await strike(tally, tally)
      if (harm === null) continue
      const times = await recoveries(world, witness, harm, tally.fault.recoversWithinMs)
      tally.recoveriesMs.push(...times.recoveredMs)
      tally.stuck += times.stuck
      note(describe(tally.fault.name, secondsGone(), times))
    }
    await untilWorking(witness, deviceIds)
    note(`${secondsGone().toFixed(0)} s: now all at once`)
    const underWay = new Set<Promise<unknown>>()
    while (secondsGone() < options.seconds) {
      load.assertAlive()
      const tally = order.next().value
      const striking = strike(tally, tally).finally(() => underWay.delete(striking))
      underWay.add(striking)
      await wait(chance.between(500, 4_000))
    }
    await Promise.all(underWay)
    await load.end()
    note(`${secondsGone().toFixed(0)} s: no more faults; ${await openMessages(world)} messages to go`)
    await drain(world)
    await witness.catchUp()
    const blurred = tallies.some(({ fault, times }) => fault.blursAnswers === true && times > 0)
    verdict = await judge(world, witness.entries, load.campaigns, silences, doubt, blurred)
    const ends = world.actors.flatMap(({ name, unwantedEnds }) => unwantedEnds.map((how) => `${name} ended (${how})`))
    for (const end of ends) verdict.broken.push(`${end} although nobody had ended it`)
    return { ...verdict, tallies, seconds: secondsGone(), logs: world.folder }
  } finally {
    await witness.stop()
    await world.stop({ keepFolder: verdict === undefined || verdict.broken.length > 0 })
  }
}

/** Each fault once in an order by chance, and again in another. */
function* rounds(chance: Chance, tallies: readonly Tally[]): Generator<Tally, never> {
  for (;;) yield* chance.shuffled(tallies)
}

async function untilWorking(witness: Witness, deviceIds: readonly string[]): Promise<void> {
  const since = Date.now()
  const end = performance.now() + RECOVERS_WITHIN_MS
  while (deviceIds.some((id) => witness.firstAfter(id, since) === null) && performance.now() < end) await wait(100)
}

/** Waits until every touched device that has work sends again. */
async function recoveries(world: World, witness: Witness, { devices, since }: Harm, withinMs = 0) {
  const end = performance.now() + Math.max(withinMs, RECOVERS_WITHIN_MS)
  let waiting = [...devices]
  while (waiting.length > 0 && performance.now() < end) {
    await wait(100)
    waiting = waiting.filter((id) => witness.firstAfter(id, since) === null)
  }
  const recoveredMs = devices.flatMap((id) => {
    const first = witness.firstAfter(id, since)
    return first === null ? [] : [first - since]
  })
  const { rows } = await persist(() =>
    world.db.pool.query<{ n: number }>(
      `select count(distinct device_id)::int as n from campaign_devices k join campaigns c on c.id = k.campaign_id
     where device_id = any($1::uuid[]) and is_open and c.status = 'running'`,
      [waiting],
    ),
  )
  return { recoveredMs, stuck: rows[0]!.n }
}

const describe = (name: string, seconds: number, { recoveredMs, stuck }: { recoveredMs: number[]; stuck: number }) =>
  `${seconds.toFixed(0).padStart(4)} s  ${name}: ${recoveredMs.length} devices, the last after ${(
    Math.max(0, ...recoveredMs) / 1_000
  ).toFixed(1)} s${stuck > 0 ? `, ${stuck} stuck` : ''}`

/** Everybody is back and nothing is broken any more: all must come to its end. */
async function drain(world: World): Promise<void> {
  const end = performance.now() + DRAINS_WITHIN_MS
  for (;;) {
    const { rows } = await persist(() =>
      world.db.pool.query<{ n: number }>(
        "select count(*)::int as n from campaigns where status not in ('completed', 'failed')",
      ),
    )
    if (rows[0]!.n === 0 && (await openMessages(world)) === 0) return
    if (performance.now() > end) return
    await wait(250)
  }
}
