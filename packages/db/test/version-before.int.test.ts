import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { commitBeforeNewestMigration, git } from '@siaran/testkit'
import { openScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

test('every statement of the version before the newest migration is understood by the schema of today', async () => {
  const before = commitBeforeNewestMigration()
  const files = git('ls-tree', '--name-only', before, 'packages/db/sql/').split('\n')
  const statements = files.filter((file) => file.endsWith('.sql'))
  expect(statements.length).toBeGreaterThan(50)
  const client = await scene.db.pool.connect()
  const refused: string[] = []
  try {
    for (const [n, file] of statements.entries()) {
      const sql = git('show', `${before}:${file}`)
      // No statement of its own: a condition of the audience is put in.
      if (sql.includes(':audience')) continue
      await client
        .query(`prepare before_${n} as ${sql.replace(/;\s*$/, '')}`)
        .catch((err: Error) => refused.push(`${file}: ${err.message}`))
    }
  } finally {
    client.release(true)
  }
  expect(refused).toEqual([])
})
