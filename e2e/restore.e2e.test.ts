import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import type { Database } from '@siaran/db'
import { restoreBackup, takeBackup, temporaryFolder } from '@siaran/local-stack'
import {
  couldBeSent,
  fillInstallation,
  lookInto,
  restoreKilledAfter,
  type Standing,
  standingOf,
  withRedis,
} from './restore-scene.js'

jest.setTimeout(300_000)

const folder = temporaryFolder('restore')
const environment = { SIARAN_DATA_DIR: folder }
const file = join(folder, 'monday.backup')
const secretsFile = join(folder, 'secrets.json')
const secrets = () => JSON.parse(readFileSync(secretsFile, 'utf8'))
const BEFORE = 'siaran_before_restore'
/** What every test begins with. */
const LIVING = 'living'

/** At the backup: what has to come back. */
let kept: Standing
/** After it, when the restore begins: what must not get lost. */
let living: Standing
let livingSecrets: string
let atBackup: { secretKey: string; adminPassword: string }

beforeAll(async () => {
  await lookInto(folder, async ({ db }) => {
    await fillInstallation(db)
    const all = await standingOf(db, 'all')
    expect(Object.entries(all).filter(([, { rows }]) => rows === 0)).toEqual([]) // a sum over nothing would prove nothing
    kept = await standingOf(db, 'kept')
    expect(Object.keys(all).length - Object.keys(kept).length).toBe(2)
  })
  atBackup = secrets()
  await takeBackup({ environment, file })
  await lookInto(folder, async ({ db, server }) => {
    await db.pool.query(`update messages set status = 'sent', sent_at = now() where status = 'pending'`)
    await db.pool.query(`delete from suppressions; delete from device_sessions; update leads set first_name = 'Ali'`)
    living = await standingOf(db, 'all')
    await db.stop()
    await server.pool.query(`create database ${LIVING} template siaran`)
  })
  // As that of another machine would be.
  writeFileSync(secretsFile, JSON.stringify({ ...secrets(), secretKey: 'b3RoZXI=', adminPassword: 'of-the-living' }))
  livingSecrets = readFileSync(secretsFile, 'utf8')
})

beforeEach(() =>
  lookInto(folder, async ({ stack, db, server }) => {
    await db.stop()
    for (const name of await databases(server)) await server.pool.query(`drop database ${name} with (force)`)
    await server.pool.query(`create database siaran template ${LIVING}`)
    await withRedis(stack, (redis) => redis.set('siaran:an-old-job', '1'))
    writeFileSync(secretsFile, livingSecrets)
  }),
)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const databases = async (server: Database) =>
  (await server.pool.query(`select datname from pg_database where datname like 'siaran%' order by 1`)).rows.map(
    ({ datname }) => datname,
  )

/** That the restore is done, wholly. */
const expectRestored = (settled: { unconfirmed: number; paused: number }) =>
  lookInto(folder, async ({ stack, db, server, before }) => {
    expect(await standingOf(db, 'kept')).toEqual(kept)
    expect(await couldBeSent(db)).toEqual([])
    expect(await withRedis(stack, (redis) => redis.dbsize())).toBe(0)
    const count = async (sql: string) => (await db.pool.query(`select count(*)::int as n from ${sql}`)).rows[0].n
    expect(await count(`messages where error_code = 'restored'`)).toBe(settled.unconfirmed)
    expect(await count(`message_events where actor = 'restore' and status = 'unconfirmed'`)).toBe(settled.unconfirmed)
    expect(await count(`campaigns where warning like 'Restored as of %'`)).toBe(settled.paused)
    expect(await count('devices where lease_owner is null and lease_epoch = 2')).toBe(2)
    expect(await count('sessions')).toBe(0)
    const { rows: audits } = await db.pool.query(
      `select workspace_id from audit_entries where action = 'backup.restored'`,
    )
    expect(audits).toHaveLength(2)
    expect(new Set(audits.map(({ workspace_id }) => workspace_id)).size).toBe(2)
    expect(await databases(server)).toEqual(['siaran', BEFORE])
    expect(await standingOf(before, 'all')).toEqual(living)
    const [first, ...others] = secrets().secretKey.split(',')
    expect([first, others]).toEqual([atBackup.secretKey, ['b3RoZXI=']])
    expect(secrets().adminPassword).toBe(atBackup.adminPassword)
  })

// Of the running and of the paused campaign what is pending, processing, queued and sending; of the cancelled one what is
// sending; of the journey the step that was due.
const DOUBTFUL = 4 + 4 + 1 + 1
// The running and the scheduled campaign, and each workspace's sequence.
const PAUSED = 4

test('row by row, what was settled at the backup is as it was, and nothing else can be sent', async () => {
  const restored = await restoreBackup({ environment, file, replace: true })
  expect(restored).toMatchObject({ unconfirmed: DOUBTFUL, paused: PAUSED, keptAs: BEFORE })
  await expectRestored(restored)
})

test('with a person’s word that nothing was sent since, only what was being sent is in doubt', async () => {
  const restored = await restoreBackup({ environment, file, replace: true, nothingSentSince: true })
  expect(restored).toMatchObject({ unconfirmed: 3, paused: PAUSED })
  await lookInto(folder, async ({ db }) => {
    expect(await standingOf(db, 'kept')).toEqual(kept)
    const { rows } = await db.pool.query(`select count(*)::int as n from messages where is_in_flight`)
    expect(rows).toEqual([{ n: 0 }])
  })
})

test.each([
  'rows of messages', // in the midst of loading
  'settled',
  'Redis emptied', // the names are next
])('killed after "%s", a restore has changed nothing, and the next one restores', async (done) => {
  await restoreKilledAfter(done, folder, file)
  await lookInto(folder, async ({ stack, db, server }) => {
    expect(await standingOf(db, 'all')).toEqual(living)
    expect(secrets().adminPassword).toBe('of-the-living')
    expect(secrets().secretKey.split(',')).toContain('b3RoZXI=')
    expect(await databases(server)).toEqual(['siaran', 'siaran_restoring'])
    expect(await withRedis(stack, (redis) => redis.dbsize())).toBe(done === 'Redis emptied' ? 0 : 1)
  })
  await expectRestored(await restoreBackup({ environment, file, replace: true }))
})

test('killed as soon as the names are changed, a restore is settled, and the next one keeps what was there before', async () => {
  await restoreKilledAfter('in place', folder, file)
  await lookInto(folder, async ({ stack, db, server }) => {
    expect(await couldBeSent(db)).toEqual([])
    expect(await standingOf(db, 'kept')).toEqual(kept)
    expect(await withRedis(stack, (redis) => redis.dbsize())).toBe(0)
    expect(secrets().secretKey.split(',')).toEqual([atBackup.secretKey, 'b3RoZXI='])
    expect(await databases(server)).toEqual(['siaran', BEFORE])
  })
  await expectRestored(await restoreBackup({ environment, file, replace: true }))
})

test('a restore that fails leaves no half database behind', async () => {
  const failing = restoreBackup({
    environment,
    file,
    replace: true,
    step: (name) => {
      if (name === 'settled') throw new Error('No space left on device')
    },
  })
  await expect(failing).rejects.toThrow('No space left on device')
  await lookInto(folder, async ({ db, server }) => {
    expect(await databases(server)).toEqual(['siaran'])
    expect(await standingOf(db, 'all')).toEqual(living)
  })
})
