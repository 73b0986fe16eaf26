import { asSystem } from '@siaran/db'
import type { ApiDeps } from './app.js'
import { hashPassword } from './passwords.js'

/** Two API processes that start at once must not found two workspaces. Any number that nobody else uses. */
const FOUNDING_LOCK = 5_172_601

const WORKSPACE = { name: 'Siaran', timezone: 'Asia/Kuala_Lumpur', defaultCountry: 'MY' }

/**
 * Creates the workspace and its owner with SIARAN_ADMIN_EMAIL and SIARAN_ADMIN_PASSWORD when there is no workspace yet.
 * Afterwards the two variables change nothing: a password is changed by its owner, not by a restart.
 */
export const foundWorkspace = (deps: Pick<ApiDeps, 'db' | 'config' | 'log'>): Promise<void> =>
  asSystem(() => foundFirst(deps))

async function foundFirst({ db, config, log }: Pick<ApiDeps, 'db' | 'config' | 'log'>): Promise<void> {
  const { SIARAN_ADMIN_EMAIL: email, SIARAN_ADMIN_PASSWORD: password } = config
  if ((await db.prisma.workspace.count()) > 0) return
  if (email === undefined || password === undefined) {
    log.warn('there is no workspace, and SIARAN_ADMIN_EMAIL and SIARAN_ADMIN_PASSWORD are not set: nobody can log in')
    return
  }
  const passwordHash = await hashPassword(password)
  const founded = await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${FOUNDING_LOCK})`
    if ((await tx.workspace.count()) > 0) return false
    await tx.workspace.create({
      data: { ...WORKSPACE, users: { create: { email, name: 'Owner', role: 'owner', passwordHash } } },
    })
    return true
  })
  if (founded) log.info('the workspace and its owner were created')
}
