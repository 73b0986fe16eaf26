import { asSystem, inWorkspace, type User, type Workspace } from '@siaran/db'
import type { ApiDeps } from './app.js'
import type { LoginLimiter } from './login-limiter.js'
import { newId } from './new-id.js'
import { checkPassword } from './passwords.js'
import { Problem } from './problem.js'
import { mintToken } from './token.js'

export interface Login {
  token: string
  expiresAt: Date
  user: User
  workspace: Workspace
}

export type LogIn = (attempt: { email: string; password: string; address: string }) => Promise<Login>

/**
 * Turns an email and a password into an access token. A wrong password and an unknown email cannot be told apart, by the
 * answer or by its time: 401 `auth.login_failed`. Too many failures: 429 `auth.too_many_attempts`.
 */
export function createLogin(
  { db, config, now: clock }: Pick<ApiDeps, 'db' | 'config' | 'now'>,
  limiter: LoginLimiter,
): LogIn {
  return async ({ email, password, address }) => {
    await limiter.attempt(email, address)
    try {
      const { workspace, ...user } = await asSystem(() => findPerson(email, password))
      const session = await inWorkspace(workspace.id, () => openSession(user))
      await limiter.succeeded(email, address)
      return { ...session, user, workspace }
    } catch (err) {
      if (!(err instanceof Problem)) await limiter.notMade(email, address)
      throw err
    }
  }

  async function findPerson(email: string, password: string) {
    const found = await db.prisma.user.findUnique({ where: { email }, include: { workspace: true } })
    const matches = await checkPassword(found?.passwordHash ?? null, password)
    if (found === null || !matches) throw wrongLogin()
    return found
  }

  /**
   * Only while the password is still the one that was checked: whoever changes it ends every session of the person, and
   * waits here, so that none slips in behind.
   */
  async function openSession({ id: userId, passwordHash }: User) {
    const id = await newId(db)
    const { token, hash: tokenHash } = mintToken('srs', id)
    const now = clock()
    const expiresAt = new Date(now + config.ACCESS_TOKEN_MINUTES * 60_000)
    await db.prisma.$transaction(async (tx) => {
      const unchanged =
        await tx.$executeRaw`select 1 from users where id = ${userId}::uuid and password_hash = ${passwordHash} for share`
      if (unchanged === 0) throw wrongLogin()
      // The person's sessions that are over go with the next login; nothing else has to sweep them.
      await tx.session.deleteMany({ where: { userId, expiresAt: { lt: new Date(now) } } })
      await tx.session.create({ data: { id, userId, tokenHash, expiresAt } })
    })
    return { token, expiresAt }
  }
}

const wrongLogin = () => new Problem('auth.login_failed', 'The email or the password is wrong')
