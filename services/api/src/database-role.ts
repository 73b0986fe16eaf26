import { asSystem } from '@siaran/db'
import type { ApiDeps } from './app.js'

/** The net below the queries is there only for a role that does not own it; without it all goes on, and nobody notices. */
export async function checkDatabaseRole({ db, log }: Pick<ApiDeps, 'db' | 'log'>): Promise<void> {
  const [row] = await asSystem(
    () => db.prisma.$queryRaw<[{ active: boolean }]>`select row_security_active('workspaces') as active`,
  )
  if (!row.active)
    log.warn('the database does not keep workspaces apart for this role: see "The database\'s own roles" in README.md')
}
