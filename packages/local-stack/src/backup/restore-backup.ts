import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { migrateDeploy } from '@siaran/db'
import pg from 'pg'
import { repository } from '../config.js'
import { endOrphanRedis } from '../embedded-redis.js'
import { keepSecrets } from '../secrets.js'
import { StartFailure } from '../start-failure.js'
import { type BackupHeader, readBackup } from './backup-file.js'
import { openAlone, readOwnConfig } from './open-installation.js'
import { settleRestored } from './settle-restored.js'

const ROWS_AT_ONCE = 500
const MIGRATIONS = join(repository, 'prisma', 'migrations')
const LIVE = 'siaran'
const COMING = 'siaran_restoring'
const BEFORE = 'siaran_before_restore'
const WORTHLESS = 'siaran_replaced'

export interface Restored {
  takenAt: string
  rows: number
  paused: number
  unconfirmed: number
  /** The database that was there before, kept under this name; null when there was nothing in it that the backups have not. */
  keptAs: string | null
  /** A Redis of the operator's own, which is left to him to empty. */
  redisUrl: string | undefined
}

/** What is done, in this order: the file is whole; a table is loaded, for each with rows; … */
type Step = 'checked' | 'loaded' | 'settled' | 'Redis emptied' | 'in place'

/**
 * Puts a backup in the place of what an installation knows. Everything is read and checked before anything is touched, loaded
 * into a database beside the living one and settled there; then the two change names in one transaction. A restore that breaks off
 * before, in whatever way, leaves all data as it was (Redis may be empty, which only costs time); after it nothing is left to do that
 * a start would need. What was there is kept, unless it is itself a backup that Siaran never ran on: a second try does not take
 * the place of what was there before the first.
 * Throws a {@link StartFailure} while Siaran runs, when there is data and `replace` was not said, and for a file that is
 * damaged or newer than this Siaran.
 */
export async function restoreBackup({
  environment,
  file,
  replace = false,
  nothingSentSince = false,
  step = () => {},
}: {
  environment: NodeJS.ProcessEnv
  file: string
  replace?: boolean
  nothingSentSince?: boolean
  /** Told when a step is done. */
  step?(name: Step, detail?: string): void
}): Promise<Restored> {
  const config = readOwnConfig(environment)
  const { header, rows } = await check(file)
  step('checked')
  if (
    config.SIARAN_SECRET_KEY !== undefined &&
    !keysOf(config.SIARAN_SECRET_KEY).includes(keysOf(header.secrets.secretKey)[0]!)
  )
    throw new StartFailure(
      'SIARAN_SECRET_KEY is not the key of this backup: add the one from the time of the backup behind a comma, or unset it.',
    )
  const { folder, secrets, urlOf, close } = await openAlone(environment)
  const admin = new pg.Client({ connectionString: urlOf('postgres'), application_name: 'siaran-restore' })
  try {
    await admin.connect()
    const live = await look(urlOf(LIVE))
    if (live.holdsData && !replace)
      throw new StartFailure(
        `There is data in ${folder.root}: say --replace to put the backup in its place (it is kept beside it).`,
      )
    await admin.query(`drop database if exists ${COMING} with (force)`)
    await admin.query(`create database ${COMING}`)
    await migrateDeploy({
      url: urlOf(COMING),
      directory: MIGRATIONS,
      only: new Set(header.migrations.map(({ name }) => name)),
    })
    const settling = { takenAt: header.takenAt, nothingSentSince }
    const settled = await fill(urlOf(COMING), file, settling, step)
    step('settled')
    // All keys open what any of them has closed: that of the kept database as well, and whatever becomes of the next step.
    const secretKey = [...new Set([...keysOf(header.secrets.secretKey), ...keysOf(secrets.secretKey)])].join(',')
    keepSecrets(folder.secrets, { ...secrets, secretKey })
    // Before the names: a start never finds jobs of the time that was replaced beside the restored rows.
    await endOrphanRedis(folder.redis)
    rmSync(folder.redis, { recursive: true, force: true })
    step('Redis emptied')
    const keptAs = live.holdsData && !live.isUnused ? BEFORE : null
    const aside = keptAs ?? WORTHLESS
    await admin.query(`drop database if exists ${aside} with (force)`)
    await admin.query('begin')
    await admin.query(`alter database ${LIVE} rename to ${aside}`)
    await admin.query(`alter database ${COMING} rename to ${LIVE}`)
    await admin.query('commit')
    step('in place')
    keepSecrets(folder.secrets, { ...secrets, ...header.secrets, secretKey })
    await admin.query(`drop database if exists ${WORTHLESS} with (force)`)
    return { takenAt: header.takenAt, rows, ...settled, keptAs, redisUrl: config.REDIS_URL }
  } catch (err) {
    // A full disk would stay full. Where there is no such database, or no server any more, there is nothing to drop.
    await admin.query('rollback').catch(() => {})
    await admin.query(`drop database if exists ${COMING} with (force)`).catch(() => {})
    throw err
  } finally {
    await admin.end().catch(() => {})
    await close()
  }
}

/** Reads all of it once. */
async function check(file: string): Promise<{ header: BackupHeader; rows: number }> {
  let header: BackupHeader | undefined
  let rows = 0
  for await (const entry of readBackup(file)) {
    if ('header' in entry) header = entry.header
    else if ('row' in entry) rows++
  }
  for (const { name, checksum } of header!.migrations) {
    const own = join(MIGRATIONS, name, 'migration.sql')
    if (!existsSync(own))
      throw new StartFailure(`The backup was made by a newer Siaran (it knows ${name}): restore it with that one.`)
    if (createHash('sha256').update(readFileSync(own)).digest('hex') !== checksum)
      throw new StartFailure(`The backup was made with another ${name}: restore it with the Siaran that made it.`)
  }
  return { header: header!, rows }
}

/** `isUnused`: restored, and nothing of Siaran has said since that it runs. */
async function look(url: string): Promise<{ holdsData: boolean; isUnused: boolean }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(`select to_regclass('public.workspaces') is not null as migrated`)
    if (!rows[0].migrated) return { holdsData: false, isUnused: false }
    const { rows: found } = await client.query<{ holdsData: boolean; isUnused: boolean }>(
      `select exists (select from workspaces) as "holdsData",
         exists (select from audit_entries where action = 'backup.restored') and not exists (select from heartbeats) as "isUnused"`,
    )
    return found[0]!
  } finally {
    await client.end()
  }
}

async function fill(
  url: string,
  file: string,
  settling: { takenAt: string; nothingSentSince: boolean },
  step: (name: Step, detail: string) => void,
): Promise<{ paused: number; unconfirmed: number }> {
  const client = new pg.Client({ connectionString: url, application_name: 'siaran-restore' })
  await client.connect()
  try {
    // No trigger and no foreign key: the rows were whole when they were read.
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    let table = ''
    let insert = ''
    let rows: string[] = []
    let loaded = 0
    const flush = async () => {
      if (rows.length > 0) await client.query(insert, [rows])
      loaded += rows.length
      rows = []
    }
    const endTable = async () => {
      await flush()
      if (loaded > 0) step('loaded', `${loaded.toLocaleString('en')} rows of ${table}`)
      loaded = 0
    }
    for await (const entry of readBackup(file)) {
      if ('row' in entry) {
        rows.push(entry.row)
        if (rows.length === ROWS_AT_ONCE) await flush()
      } else if ('table' in entry) {
        await endTable()
        table = entry.table
        const columns = entry.columns.map(pg.escapeIdentifier)
        const name = pg.escapeIdentifier(table)
        insert = `insert into ${name} (${columns.join(', ')})
          select ${columns.map((column) => `(r).${column}`).join(', ')} from (select unnest($1::text[])::${name} as r) s`
        // What a migration put there is in the backup as well.
        await client.query(`delete from ${name}`)
      }
    }
    await endTable()
    await goOnCounting(client)
    await client.query('commit')
    await migrateDeploy({ url, directory: MIGRATIONS })
    const settled = await settleRestored(client, settling)
    await client.query('analyze')
    return settled
  } finally {
    await client.end()
  }
}

/** Numbers that the database gives out go on behind those that were given out before. */
async function goOnCounting(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select table_name as table, column_name as column, pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
     from information_schema.columns
     where table_schema = 'public' and pg_get_serial_sequence(quote_ident(table_name), column_name) is not null`,
  )
  for (const { table, column, sequence } of rows) {
    const [from, number] = [table, column].map(pg.escapeIdentifier)
    await client.query(`select setval($1, coalesce(max(${number}), 0) + 1, false) from ${from}`, [sequence])
  }
}

const keysOf = (keys: string) => keys.split(',').map((key) => key.trim())
