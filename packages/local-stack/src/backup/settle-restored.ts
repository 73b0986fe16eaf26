import { readFileSync } from 'node:fs'
import pg from 'pg'

const SETTLE = new URL('../../sql/settle-restored.sql', import.meta.url)

/** Runs `sql/settle-restored.sql`, which says what it promises, as psql would. */
export async function settleRestored(
  client: pg.Client,
  { takenAt, nothingSentSince }: { takenAt: string; nothingSentSince: boolean },
): Promise<{ paused: number; unconfirmed: number }> {
  const text = withVariables(readFileSync(SETTLE, 'utf8'), {
    as_of: takenAt,
    nothing_sent_since: String(nothingSentSince),
  })
  // A file of several statements: pg answers with a result for each.
  const results = (await client.query(text)) as unknown as pg.QueryResult[]
  return Object.assign({}, ...results.flatMap(({ rows }) => rows))
}

/** Puts psql's variables in their places: `:'name'`, as a quoted literal. */
const withVariables = (sql: string, variables: Record<string, string>) =>
  sql.replace(/:'(\w+)'/g, (place, name: string) => {
    const value = variables[name]
    return value === undefined ? place : pg.escapeLiteral(value)
  })
