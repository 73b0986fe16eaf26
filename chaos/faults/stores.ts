import { setTimeout as wait } from 'node:timers/promises'
import { openRedis } from '@siaran/queue'
import { testLog } from '@siaran/testkit'
import type { Fault, Stage } from './fault.js'

const SILENCE_MS = 10_000

/** All devices; each may be in the middle of a send of which the outcome cannot be written down in time. */
const all = ({ deviceIds }: Stage, since: number) => ({ devices: deviceIds, since })

const flushRedis: Fault = {
  name: 'flush-redis',
  async strike(stage) {
    const redis = openRedis(stage.world.stores.redis.running.url, testLog)
    try {
      await redis.start()
      await redis.client.flushall()
    } finally {
      await redis.stop()
    }
    return all(stage, Date.now())
  },
}

const restartRedis: Fault = {
  name: 'restart-redis',
  async strike(stage) {
    await stage.world.stores.redis.restart()
    return all(stage, Date.now())
  },
}

const restartPostgres: Fault = {
  name: 'restart-postgres',
  async strike(stage) {
    await stage.world.stores.postgres.restart()
    return all(stage, Date.now())
  },
}

const silence = (store: 'postgres' | 'redis'): Fault => ({
  name: `silence-${store}`,
  async strike(stage) {
    const wire = stage.world.wires[store]
    wire.silence()
    await wait(SILENCE_MS)
    wire.speak()
    return all(stage, Date.now())
  },
})

const cut = (store: 'postgres' | 'redis'): Fault => ({
  name: `cut-${store}`,
  async strike(stage) {
    stage.world.wires[store].cut()
    return all(stage, Date.now())
  },
})

/** The store is another machine from now on, and the one before never said good-bye. */
const forget = (store: 'postgres' | 'redis', recoversWithinMs: number): Fault => ({
  name: `forget-${store}`,
  recoversWithinMs,
  isOnRequest: true,
  async strike(stage) {
    const since = Date.now()
    stage.world.wires[store].forget()
    return { ...all(stage, since), doubt: stage.deviceIds }
  },
})

export const storeFaults: readonly Fault[] = [
  flushRedis,
  restartRedis,
  restartPostgres,
  silence('redis'),
  silence('postgres'),
  cut('redis'),
  cut('postgres'),
  forget('redis', 60_000),
  forget('postgres', 60_000),
]
