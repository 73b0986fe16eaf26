import { asSystem, type Database } from '@siaran/db'
import type { FastifyInstance } from 'fastify'

/** A scheduler beats every few seconds; after this long without one, what is due waits and somebody has to look. */
export const SCHEDULER_MISSING_AFTER_SECONDS = 30

export interface Operations {
  /** Asks the stores and partners; every check is in the answer, whatever the others say. */
  readiness(): Promise<{ ready: boolean; checks: Record<string, unknown> }>
  metrics(): Promise<{ contentType: string; text: string }>
}

/** For the machines that watch this one: public, outside /api, without the envelope. */
export function operationsRoutes(app: FastifyInstance, { readiness, metrics }: Operations): void {
  const quietly = { config: { policy: 'public' }, schema: { hide: true }, logLevel: 'warn' } as const

  app.get('/healthz', quietly, () => ({ status: 'ok' }))

  app.get('/readyz', quietly, async (_request, reply) => {
    const answer = await readiness()
    return reply.code(answer.ready ? 200 : 503).send(answer)
  })

  app.get('/metrics', quietly, async (_request, reply) => {
    const { contentType, text } = await metrics()
    return reply.type(contentType).send(text)
  })
}

/** Seconds since any scheduler last said that it is alive, by the database's clock; null: never. */
export async function schedulerAgeSeconds({ prisma }: Pick<Database, 'prisma'>): Promise<number | null> {
  const [row] = await asSystem(
    () => prisma.$queryRaw<[{ age: number | null }]>`
      select extract(epoch from clock_timestamp() - max(beat_at))::float8 as age from heartbeats where role = 'scheduler'`,
  )
  return row.age
}

/** A store's place among the readiness checks. The answer is public: it does not tell where the store is. */
export const storeCheck = (name: string, ask: () => Promise<unknown>) => ({
  name,
  run: () =>
    ask().then(
      () => undefined,
      (cause) => {
        throw new Error('does not answer', { cause })
      },
    ),
})

/** The scheduler's place among them: all may be well, and still nothing is sent when nobody says what is due. */
export async function checkScheduler(db: Pick<Database, 'prisma'>): Promise<{ heartbeatAgeSeconds: number }> {
  const age = await schedulerAgeSeconds(db).catch((cause) => {
    throw new Error('cannot be told: postgres does not answer', { cause })
  })
  if (age === null) throw new Error('no scheduler has ever said that it is alive')
  if (age > SCHEDULER_MISSING_AFTER_SECONDS) throw new Error(`the scheduler was last heard ${Math.round(age)} s ago`)
  return { heartbeatAgeSeconds: Math.round(age * 10) / 10 }
}
