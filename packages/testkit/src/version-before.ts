import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

export const repository = join(import.meta.dirname, '..', '..', '..')

/** What git answers in this clone, without the newline at its end. */
export const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: repository, encoding: 'utf8', stdio: 'pipe' }).trim()

/** The last commit with another schema than today's: its services are those that run while today's migrations are applied. */
export function commitBeforeNewestMigration(): string {
  const newest = git('log', '-1', '--format=%H', '--', 'prisma/migrations')
  try {
    return git('rev-parse', '--verify', `${newest}^`)
  } catch {
    throw new Error('This clone has no history before the newest migration: git fetch --unshallow')
  }
}
