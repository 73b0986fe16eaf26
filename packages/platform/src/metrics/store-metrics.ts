import type { Registry } from 'prom-client'
import { readGauges } from './read-gauges.js'

/** How a pool of connections stands. */
export interface PoolStanding {
  inUse: number
  idle: number
  /** Queries that wait for a connection. */
  waiting: number
}

/** What every service measures of its stores: its own pool, and the way to Redis and back. */
export function storeMetrics(registry: Registry, stores: { pool(): PoolStanding; pingRedis(): Promise<unknown> }) {
  readGauges(registry, { everyMs: 0, read: async () => stores.pool() }, [
    {
      name: 'siaran_postgres_connections',
      help: 'Connections of the pool to Postgres, by state: in_use or idle',
      labels: ['state'],
      samples: ({ inUse, idle }) => [
        { labels: { state: 'in_use' }, value: inUse },
        { labels: { state: 'idle' }, value: idle },
      ],
    },
    {
      name: 'siaran_postgres_waiting',
      help: 'Queries that wait for a connection of the pool to Postgres',
      samples: ({ waiting }) => waiting,
    },
  ])
  readGauges(registry, { everyMs: 1_000, read: () => timed(stores.pingRedis) }, [
    {
      name: 'siaran_redis_round_trip_seconds',
      help: 'How long a PING to Redis took, from this process',
      samples: (seconds) => seconds,
    },
  ])
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1_000
}
