import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { restoreBackup, takeBackup, temporaryFolder } from '@siaran/local-stack'
import { lookInto } from './restore-scene.js'

jest.setTimeout(300_000)

const MIGRATIONS = join(__dirname, '../prisma/migrations')
const ours = readdirSync(MIGRATIONS).filter((name) => name !== 'migration_lock.toml')

let folder: string
let migrations: string
beforeEach(() => {
  folder = temporaryFolder('versions')
  migrations = join(folder, 'migrations')
  mkdirSync(migrations)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A backup of one workspace, by a Siaran that knows the migrations of the folder. */
async function backup(): Promise<string> {
  await lookInto(folder, ({ db }) => db.pool.query(`insert into workspaces (name) values ('Kedai')`), migrations)
  const file = join(folder, 'monday.backup')
  await takeBackup({ environment: { SIARAN_DATA_DIR: folder }, file })
  return file
}

const restore = (file: string) => restoreBackup({ environment: { SIARAN_DATA_DIR: folder }, file, replace: true })
const know = (name: string) => cpSync(join(MIGRATIONS, name), join(migrations, name), { recursive: true })

test('a backup of an older Siaran is migrated', async () => {
  ours.slice(0, 3).forEach(know)
  await restore(await backup())
  await lookInto(folder, async ({ db }) => {
    const { rows } = await db.pool.query(
      `select w.name, a.action from workspaces w join audit_entries a on a.workspace_id = w.id`,
    )
    expect(rows).toEqual([{ name: 'Kedai', action: 'backup.restored' }])
    const { rows: applied } = await db.pool.query('select migration_name as name from _prisma_migrations order by 1')
    expect(applied.map(({ name }) => name)).toEqual(ours)
  })
})

test.each([
  [
    'a newer Siaran',
    'made by a newer Siaran (it knows 20990101000000_later)',
    () => {
      mkdirSync(join(migrations, '20990101000000_later'))
      writeFileSync(join(migrations, '20990101000000_later', 'migration.sql'), 'create table later ();')
    },
  ],
  [
    'a Siaran whose migrations are others',
    `made with another ${ours.at(-1)}`,
    () => writeFileSync(join(migrations, ours.at(-1)!, 'migration.sql'), 'select 1;'),
  ],
])('a backup of %s is refused, and nothing is changed', async (_, sentence, change) => {
  ours.forEach(know)
  change()
  const file = await backup()
  await lookInto(folder, ({ db }) => db.pool.query(`insert into workspaces (name) values ('Later')`))
  await expect(restore(file)).rejects.toThrow(sentence)
  await lookInto(folder, async ({ db }) => {
    const { rows } = await db.pool.query('select name from workspaces order by 1')
    expect(rows).toEqual([{ name: 'Kedai' }, { name: 'Later' }])
  })
})
