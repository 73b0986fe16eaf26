import type { Role } from '@siaran/contracts'
import { asSystem, type Database, type User } from '@siaran/db'
import { type Caller, roleOfKey, type Scope } from './caller.js'
import { Problem } from './problem.js'
import { isSameHash, readToken, type TokenClaim } from './token.js'

/** A key's last use is written no more often than this: it is for people who tidy up, not for counting. */
const LAST_USE_EVERY_MS = 60_000

/** Access token or API key → who is calling. Throws 401: `auth.invalid` for what was never good, `auth.expired` for what was. */
export type AuthenticateToken = (token: string) => Promise<Caller>

/** `now`: epoch milliseconds of the clock by which sessions and keys end. */
export function createAuthenticator(db: Database, now: () => number): AuthenticateToken {
  return async (token) => {
    const claim = readToken(token)
    if (claim === null) throw invalidToken()
    const caller = await asSystem(() => (claim.kind === 'srs' ? bySession(db, claim) : byApiKey(db, claim)))
    if (caller === null) throw invalidToken()
    if (caller.expiresAt !== null && caller.expiresAt.getTime() <= now())
      throw new Problem(
        'auth.expired',
        caller.via === 'session' ? 'The login has ended: log in again' : 'The API key has expired',
      )
    return caller
  }
}

/** The token of an `Authorization: Bearer …` header. Throws 401 `auth.required` without one. */
export function bearerOf(authorization: string | undefined): string {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined)
    throw new Problem('auth.required', 'Send an access token or an API key as "Authorization: Bearer …"')
  return token
}

const invalidToken = () => new Problem('auth.invalid', 'The access token or API key is not valid')

/** Prisma reads the person after the rest: null, when both have just been removed. */
const personOf = ({ user }: { user: User | null }): User | null => user

async function bySession(db: Database, { id, hash }: TokenClaim): Promise<Caller | null> {
  const session = await db.prisma.session.findUnique({ where: { id }, include: { user: true } })
  if (session === null || !isSameHash(session.tokenHash, hash)) return null
  const user = personOf(session)
  if (user === null) return null
  return {
    workspaceId: user.workspaceId,
    userId: user.id,
    role: user.role as Role,
    actor: `user:${user.id}`,
    via: 'session',
    credentialId: session.id,
    scopes: null,
    expiresAt: session.expiresAt,
  }
}

async function byApiKey(db: Database, { id, hash }: TokenClaim): Promise<Caller | null> {
  const key = await db.prisma.apiKey.findUnique({ where: { id }, include: { user: true } })
  if (key === null || !isSameHash(key.keyHash, hash)) return null
  const scopes = key.scopes as Scope[]
  const user = personOf(key)
  const role = user && roleOfKey(user.role as Role, scopes)
  if (role === null) return null
  const stale = new Date(Date.now() - LAST_USE_EVERY_MS)
  if (key.lastUsedAt === null || key.lastUsedAt < stale)
    // Nobody waits for it, and a request does not fail for it.
    db.prisma.apiKey
      .updateMany({
        where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: stale } }] },
        data: { lastUsedAt: new Date() },
      })
      .catch(() => {})
  return {
    workspaceId: key.workspaceId,
    userId: key.userId,
    role,
    actor: `key:${key.id}`,
    via: 'apiKey',
    credentialId: key.id,
    scopes,
    expiresAt: key.expiresAt,
  }
}
