import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openScene, type Scene } from './scene.js'

const root = join(__dirname, '..', '..', '..')
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim()

/** The last commit before the newest change of the schema. */
function commitBefore(): string {
  const newest = git('log', '-1', '--format=%H', '--', 'prisma/migrations')
  try {
    return git('rev-parse', '--verify', `${newest}^`)
  } catch {
    throw new Error('This clone has no history before the newest migration: git fetch --unshallow')
  }
}

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

test('every statement of the version before the newest migration is understood by the schema of today', async () => {
  const before = commitBefore()
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
