import { readFileSync } from 'node:fs'
import type pg from 'pg'
import type { Runner } from './database.js'

/**
 * A statement out of `sql/<name>.sql`, prepared once a connection under its file's name. The file's header says what it
 * promises and what its parameters are.
 */
export function statement<Row extends pg.QueryResultRow>(name: string) {
  const text = readSql(name)
  return async (db: Runner, values: unknown[]): Promise<Row[]> => (await db.query<Row>({ name, text, values })).rows
}

/**
 * A statement with a psql-style variable `:<variable>`, in whose place the conditions in the files
 * `sql/<variable>/<condition>.sql` are put, all of which have to hold: the planner sees those that there are, and no `or`
 * that would keep it from their index. Not prepared, so that it is planned for the values that it is asked with. A plan
 * for any niche reads the whole workspace (42,657 buffers and 45 ms for a page of a small niche, instead of 103 buffers
 * and 2.3 ms). What the planning itself costs was not measured.
 */
export function conditionalStatement<Row extends pg.QueryResultRow>(name: string, variable: string) {
  const template = readSql(name)
  const texts = new Map<string, string>()
  const textFor = (conditions: readonly string[]) => {
    const known = texts.get(conditions.join())
    if (known !== undefined) return known
    const all = conditions.map((condition) =>
      readSql(`${variable}/${condition}`)
        .replace(/^--.*\n/gm, '')
        .trim(),
    )
    const text = template.replaceAll(`:${variable}`, () => all.join('\n  and '))
    texts.set(conditions.join(), text)
    return text
  }
  return async (db: Runner, conditions: readonly string[], values: unknown[]): Promise<Row[]> =>
    (await db.query<Row>({ text: textFor(conditions), values })).rows
}

const readSql = (name: string) => readFileSync(new URL(`../sql/${name}.sql`, import.meta.url), 'utf8')
