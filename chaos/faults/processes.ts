import { setTimeout as wait } from 'node:timers/promises'
import { devicesOf, type Fault, killSender, type Stage } from './fault.js'

/** The lease of a dead sender, its successor's tick, and the opening of the sessions. */
const AFTER_A_KILL_MS = 15_000
const AFTER_A_STOP_MS = 3_000
/** Longer than a lease (8 s). */
const FREEZE_MS = 10_000
/** One that was scaled away comes back so much later. */
const AWAY_MS = 6_000

const kinds = { api: 'api', scheduler: 'scheduler', worker: 'campaign-worker', sender: 'device-sender' } as const
type Short = keyof typeof kinds

/** One that runs, and what it keeps from sending: a sender with devices its own, any other all, which wait for it somehow. */
async function victim({ world, chance, deviceIds }: Stage, short: Short) {
  for (const actor of chance.shuffled(world.of(kinds[short]).filter(({ pid }) => pid !== undefined))) {
    const devices = short === 'sender' ? await devicesOf(world, actor.name) : deviceIds
    if (devices.length > 0) return { actor, devices }
  }
  return null
}

const kill = (short: Short): Fault => ({
  name: `kill-${short}`,
  ...(short === 'sender' ? { recoversWithinMs: AFTER_A_KILL_MS } : {}),
  async strike(stage) {
    const found = await victim(stage, short)
    if (found === null) return null
    const { actor, devices } = found
    if (short === 'sender') return killSender(stage.world, actor.name)
    const since = Date.now()
    await actor.end('SIGKILL')
    return { devices, since }
  },
})

const stop = (short: Short): Fault => ({
  name: `stop-${short}`,
  ...(short === 'sender' ? { recoversWithinMs: AFTER_A_STOP_MS } : {}),
  async strike(stage) {
    const found = await victim(stage, short)
    if (found === null) return null
    const { actor, devices } = found
    const since = Date.now()
    await actor.end('SIGTERM', AWAY_MS)
    return { devices, since }
  },
})

const freezeSender: Fault = {
  name: 'freeze-sender',
  recoversWithinMs: AFTER_A_KILL_MS,
  async strike(stage) {
    const found = await victim(stage, 'sender')
    if (found === null) return null
    const { actor, devices } = found
    const since = Date.now()
    actor.freeze()
    await wait(FREEZE_MS)
    actor.thaw()
    return { devices, since, doubt: devices }
  },
}

const freezeWorker: Fault = {
  name: 'freeze-worker',
  async strike(stage) {
    const found = await victim(stage, 'worker')
    if (found === null) return null
    const { actor } = found
    actor.freeze()
    await wait(FREEZE_MS / 2)
    actor.thaw()
    return { devices: stage.deviceIds, since: Date.now() }
  },
}

/** The machine goes: every service at once. */
const killEverything: Fault = {
  name: 'kill-everything',
  async strike({ world, deviceIds }) {
    const since = Date.now()
    await Promise.all(
      (Object.values(kinds) as string[]).flatMap((kind) => world.of(kind)).map((one) => one.end('SIGKILL')),
    )
    return { devices: deviceIds, since, doubt: deviceIds }
  },
}

export const processFaults: readonly Fault[] = [
  ...(Object.keys(kinds) as Short[]).flatMap((short) => [kill(short), stop(short)]),
  killEverything,
  freezeSender,
  freezeWorker,
]
