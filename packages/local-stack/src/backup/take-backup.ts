import { existsSync } from 'node:fs'
import pg from 'pg'
import { StartFailure } from '../start-failure.js'
import { type BackupEntry, type BackupHeader, writeBackup } from './backup-file.js'
import { openToRead } from './open-installation.js'

const ROWS_AT_ONCE = 500

/**
 * Writes everything that an installation knows, as it stood at one instant, into a file: all rows, and the key without which
 * its secrets are lost. Siaran may go on meanwhile. Redis is left out: what it holds can be made again from the rows.
 * Throws a {@link StartFailure}; a file that is there already is never written over.
 */
export async function takeBackup({
  environment,
  file,
}: {
  environment: NodeJS.ProcessEnv
  file: string
}): Promise<{ rows: number; takenAt: string }> {
  if (existsSync(file)) throw new StartFailure(`${file} is there already: name another file.`)
  const { config, secrets, urlOf, close } = await openToRead(environment)
  const client = new pg.Client({ connectionString: urlOf('siaran'), application_name: 'siaran-backup' })
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read, read only')
    const { rows: moments } = await client.query<{ at: Date }>('select now() as at')
    const takenAt = moments[0]!.at.toISOString()
    const { rows: migrations } = await client.query<BackupHeader['migrations'][number]>(
      `select migration_name as name, checksum from _prisma_migrations
       where rolled_back_at is null and finished_at is not null order by migration_name`,
    )
    const { adminEmail, adminPassword } = secrets
    const kept = { secretKey: config.SIARAN_SECRET_KEY ?? secrets.secretKey, adminEmail, adminPassword }
    const { rows } = await writeBackup(
      file,
      everythingOf(client, { format: 'siaran-backup', version: 1, takenAt, migrations, secrets: kept }),
    )
    return { rows, takenAt }
  } finally {
    await client.end().catch(() => {})
    await close()
  }
}

async function* everythingOf(client: pg.Client, header: BackupHeader): AsyncGenerator<BackupEntry> {
  yield { header }
  const { rows: tables } = await client.query<{ table: string; columns: string[] }>(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'
       and a.attgenerated = ''
     group by c.relname order by c.relname`,
  )
  for (const { table, columns } of tables) {
    yield { table, columns }
    await client.query(`declare reader no scroll cursor for select t::text as row from ${pg.escapeIdentifier(table)} t`)
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from reader`)
      if (rows.length === 0) break
      yield* rows
    }
    await client.query('close reader')
  }
}
