import { setTimeout as wait } from 'node:timers/promises'
import type { Fault } from './fault.js'

const HOUR_MS = 3_600_000
const WRONG_FOR_MS = 5_000

/** Somebody sets the clock of one machine, and sets it right again. */
const jump = (name: string, byMs: number): Fault => ({
  name,
  async strike({ world, chance, deviceIds }) {
    const actor = chance.oneOf(world.actors.filter(({ kind, pid }) => kind !== 'phone-network' && pid !== undefined))
    world.setClock(actor.name, byMs)
    await wait(WRONG_FOR_MS)
    world.setClock(actor.name, 0)
    return { devices: deviceIds, since: Date.now() }
  },
})

export const clockFaults: readonly Fault[] = [jump('clock-forward', HOUR_MS), jump('clock-back', -HOUR_MS)]
