import { readFileSync } from 'node:fs'
import type pg from 'pg'
import type { Runner } from './database.js'

/**
 * A statement out of `sql/<name>.sql`, prepared once a connection under its file's name. The file's header says what it
 * promises and what its parameters are.
 */
export function statement<Row extends pg.QueryResultRow>(name: string) {
  const text = readFileSync(new URL(`../sql/${name}.sql`, import.meta.url), 'utf8')
  return async (db: Runner, values: unknown[]): Promise<Row[]> => (await db.query<Row>({ name, text, values })).rows
}
