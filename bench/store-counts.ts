import { openDatabase } from '@siaran/db'
import type { Stack } from '@siaran/local-stack'
import { openRedis } from '@siaran/queue'
import { testLog } from '@siaran/testkit'

const own = 'pg_stat_statements'

async function ask<Row>(stack: Stack, sql: string): Promise<Row[]> {
  const db = openDatabase(stack.urls.database, { name: 'bench-counts', connections: 1 })
  try {
    return (await db.pool.query(sql)).rows as Row[]
  } finally {
    await db.stop()
  }
}

/** Statements are counted from now on. */
export async function resetStatements(stack: Stack): Promise<void> {
  await ask(stack, `create extension if not exists ${own}`)
  await ask(stack, `select ${own}_reset()`)
}

/** How many statements clients sent since the reset; begin and commit count, what triggers do does not. */
export async function statementCount(stack: Stack): Promise<number> {
  const [row] = await ask<{ calls: number }>(
    stack,
    `select coalesce(sum(calls), 0)::int as calls from ${own} where toplevel and query not like '%${own}%'`,
  )
  return row!.calls
}

/** How many commands Redis has carried out, those of scripts among them. */
export async function commandCount(stack: Stack): Promise<number> {
  const redis = openRedis(stack.urls.redis, testLog)
  await redis.start()
  const stats = await redis.client.info('commandstats')
  await redis.stop()
  return [...stats.matchAll(/calls=(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0)
}
