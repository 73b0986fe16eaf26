import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openTestStores, type TestStores } from '@siaran/testkit'
import pg from 'pg'
import { settleRestored } from '../packages/local-stack/src/backup/settle-restored.js'
import { couldBeSent, fillInstallation, standingOf } from './restore-scene.js'

// A Postgres that its own tools restored, and that its operator settles as docs/operations/backup.md says.

const FILE = join(__dirname, '../packages/local-stack/sql/settle-restored.sql')
const run = promisify(execFile)

let stores: TestStores
beforeEach(async () => {
  stores = await openTestStores()
  await fillInstallation(stores.db)
})
afterEach(() => stores.close())

type Variables = { as_of: string; nothing_sent_since: 'true' | 'false' }
const variables: Variables = { as_of: '2026-11-28 12:00:00+08', nothing_sent_since: 'false' }

/** By psql; where there is none, by what `npm run restore` runs the file with. */
async function settle(url: string, { as_of, nothing_sent_since }: Variables = variables): Promise<string> {
  try {
    const set = ['ON_ERROR_STOP=1', `as_of=${as_of}`, `nothing_sent_since=${nothing_sent_since}`]
    const { stdout } = await run('psql', ['-X', '-A', ...set.flatMap((one) => ['-v', one]), '-f', FILE, url])
    return stdout
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== 'ENOENT') throw err
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const nothingSentSince = nothing_sent_since === 'true'
    const settled = await settleRestored(client, { takenAt: as_of, nothingSentSince }).finally(() => client.end())
    return Object.entries(settled).join('\n').replaceAll(',', '\n')
  }
}

test('nothing can be sent by itself any more, what was settled is as it was, and the counts are said', async () => {
  const { db, databaseUrl } = stores
  const kept = await standingOf(db, 'kept')
  const said = await settle(databaseUrl)
  expect(said).toMatch(/unconfirmed\n10\n/)
  expect(said).toMatch(/paused\n4(\n|$)/)
  expect(await couldBeSent(db)).toEqual([])
  expect(await standingOf(db, 'kept')).toEqual(kept)
  const { rows } = await db.pool.query(
    `select distinct left(warning, 41) as warning from campaigns where warning is not null`,
  )
  expect(rows).toEqual([{ warning: 'Restored as of 2026-11-28T04:00:00.000Z: ' }])
})

test('a second run changes no message and no campaign', async () => {
  const { db, databaseUrl } = stores
  await settle(databaseUrl)
  const { messages, campaigns } = await standingOf(db, 'all')
  expect(await settle(databaseUrl)).toMatch(/unconfirmed\n0\n/)
  expect(await standingOf(db, 'all')).toMatchObject({ messages, campaigns })
})

test.each([
  ['a login that sees the rows of some workspaces alone', /row-level security/, () => stores.serviceUrl, variables],
  [
    'what is no instant',
    /invalid input syntax for type timestamp/,
    () => stores.databaseUrl,
    { ...variables, as_of: 'gestern' },
  ],
])('%s is refused, and nothing is changed', async (_, sentence, url, given) => {
  const before = await standingOf(stores.db, 'all')
  await expect(settle(url(), given)).rejects.toThrow(sentence)
  expect(await standingOf(stores.db, 'all')).toEqual(before)
})
