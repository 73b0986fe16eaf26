import { setTimeout as wait } from 'node:timers/promises'
import { devicesOf, type Fault, type Stage } from './fault.js'

/** The lease of a dead sender, its successor's tick, and the opening of the sessions. */
const AFTER_A_KILL_MS = 15_000
const AFTER_A_STOP_MS = 3_000
/** Longer than a lease (8 s). */
const FREEZE_MS = 10_000
/** One that was scaled away comes back so much later. */
const AWAY_MS = 6_000

const kinds = { api: 'api', scheduler: 'scheduler', worker: 'campaign-worker', sender: 'device-sender' } as const
type Short = keyof typeof kinds

const present = ({ world, chance }: Stage, short: Short) => {
  const running = world.of(kinds[short]).filter(({ pid }) => pid !== undefined)
  return running.length === 0 ? null : chance.oneOf(running)
}

/** Of a sender its own devices; of the others all, since all wait for them in some way. */
const touched = ({ world, deviceIds }: Stage, name: string): Promise<readonly string[]> | readonly string[] =>
  name.startsWith('device-sender') ? devicesOf(world, name) : deviceIds

const kill = (short: Short): Fault => ({
  name: `kill-${short}`,
  ...(short === 'sender' ? { recoversWithinMs: AFTER_A_KILL_MS } : {}),
  async strike(stage) {
    const actor = present(stage, short)
    if (actor === null) return null
    const devices = await touched(stage, actor.name)
    const since = Date.now()
    await actor.end('SIGKILL', short === 'sender' ? AWAY_MS * 2 : undefined)
    return { devices, since, doubt: short === 'sender' ? devices : [] }
  },
})

const stop = (short: Short): Fault => ({
  name: `stop-${short}`,
  ...(short === 'sender' ? { recoversWithinMs: AFTER_A_STOP_MS } : {}),
  async strike(stage) {
    const actor = present(stage, short)
    if (actor === null) return null
    const devices = await touched(stage, actor.name)
    const since = Date.now()
    await actor.end('SIGTERM', AWAY_MS)
    return { devices, since }
  },
})

const freezeSender: Fault = {
  name: 'freeze-sender',
  recoversWithinMs: AFTER_A_KILL_MS,
  async strike(stage) {
    const actor = present(stage, 'sender')
    if (actor === null) return null
    const devices = await devicesOf(stage.world, actor.name)
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
    const actor = present(stage, 'worker')
    if (actor === null) return null
    actor.freeze()
    await wait(FREEZE_MS / 2)
    actor.thaw()
    return { devices: stage.deviceIds, since: Date.now() }
  },
}

export const processFaults: readonly Fault[] = [
  ...(Object.keys(kinds) as Short[]).flatMap((short) => [kill(short), stop(short)]),
  freezeSender,
  freezeWorker,
]
