import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, openDatabase } from '@siaran/db'
import pg from 'pg'

const SERVER = process.env.SIARAN_TEST_POSTGRES ?? 'postgresql://postgres@127.0.0.1:54555/'
const MIGRATIONS = join(__dirname, '../../../prisma/migrations')

/** A database of this test file's own, migrated; dropped by `close`. */
export async function openTestDatabase(): Promise<{ db: Database; close(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: `${SERVER}postgres` })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const db = openDatabase(`${SERVER}${name}`, { name: 'test' })
  for (const folder of readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
    await db.pool.query(readFileSync(join(MIGRATIONS, folder.name, 'migration.sql'), 'utf8'))
  return {
    db,
    async close() {
      await db.stop()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
