import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Prisma's own advisory lock, so that its CLI and this runner never migrate at the same time. */
const PRISMA_LOCK = 72707369

/** How long another process may migrate before this one gives up. */
const LOCK_WITHIN_MS = 30_000

/** Prisma's own table, to the letter. */
const createLedger = `
  create table if not exists _prisma_migrations (
    id                  varchar(36) primary key not null,
    checksum            varchar(64) not null,
    finished_at         timestamptz,
    migration_name      varchar(255) not null,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`

/** A migration that cannot be applied, or one that broke off earlier. `cause` is what the database said. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

interface Migration {
  name: string
  sql: string
  checksum: string
}

/**
 * Brings a database up to date: applies, in order, every migration of `directory` that it has not seen, and returns
 * their names. The same as `prisma migrate deploy`, which stays interchangeable with it (table, checksums, lock), but
 * without Prisma's engines. Several processes may call it at once: one works, the others wait for it.
 * A migration that was edited after it was applied is reported to `log` and left alone.
 * Throws {@link MigrationError}; what failed stays recorded, as Prisma does, until it is resolved by hand.
 */
export async function migrateDeploy(options: {
  url: string
  directory: string
  /** Leaves out all others. */
  only?: ReadonlySet<string>
  log?: (line: string) => void
}): Promise<string[]> {
  const migrations = readMigrations(options.directory).filter(({ name }) => options.only?.has(name) ?? true)
  const client = new pg.Client({ connectionString: options.url, application_name: 'siaran-migrate' })
  await client.connect()
  try {
    await takeLock(client)
    const applied = await readLedger(client)
    const names: string[] = []
    for (const migration of migrations) {
      const known = applied.get(migration.name)
      if (known === undefined) {
        await apply(client, migration)
        names.push(migration.name)
      } else if (known !== migration.checksum) {
        options.log?.(`migration ${migration.name} was edited after it was applied`)
      }
    }
    return names
  } finally {
    await client.end() // ends the session, and with it the lock
  }
}

function readMigrations(directory: string): Migration[] {
  if (!existsSync(directory)) throw new MigrationError(`There are no migrations in ${directory}`)
  const folders = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

async function takeLock(client: pg.Client): Promise<void> {
  // Asked again and again: to wait inside pg_advisory_lock would hold a snapshot, which blocks
  // `create index concurrently` in the very migration that is waited for.
  const deadline = performance.now() + LOCK_WITHIN_MS
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [PRISMA_LOCK])
    if (rows[0]?.taken) return
    if (performance.now() > deadline) throw new MigrationError('Another process has been migrating for 30 s')
    await sleep(100)
  }
}

/** Name → checksum of every migration that was applied. */
async function readLedger(client: pg.Client): Promise<Map<string, string>> {
  await client.query(createLedger)
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(`
    select migration_name as name, checksum, finished_at is not null as finished
    from _prisma_migrations where rolled_back_at is null`)
  const broken = rows.filter((row) => !row.finished).map((row) => row.name)
  if (broken.length > 0) throw new MigrationError(`Migration ${broken.join(', ')} broke off earlier: resolve it first`)
  return new Map(rows.map((row) => [row.name, row.checksum]))
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID()
  await client.query('insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)', [
    id,
    migration.checksum,
    migration.name,
  ])
  try {
    await client.query(migration.sql)
  } catch (err) {
    await client.query('rollback').catch(() => {})
    await client.query('update _prisma_migrations set logs = $2 where id = $1', [id, String(err)])
    const reason = err instanceof Error ? err.message : String(err)
    throw new MigrationError(`Migration ${migration.name} failed: ${reason}`, { cause: err })
  }
  await client.query(
    'update _prisma_migrations set finished_at = now(), applied_steps_count = applied_steps_count + 1 where id = $1',
    [id],
  )
}
