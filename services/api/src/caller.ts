import { type Role, roles } from '@siaran/contracts'

export const scopes = ['read', 'write', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** Who is calling. Everything a handler reads or writes carries `workspaceId`. */
export interface Caller {
  workspaceId: string
  userId: string
  /** What the caller may do now: the person's role, and for a key no more than its scopes. */
  role: Role
  /** As the audit writes it. */
  actor: `user:${string}` | `key:${string}`
  via: 'session' | 'apiKey'
  /** The session's or the key's own id. */
  credentialId: string
  /** Null for a session: a person is not limited by scopes. */
  scopes: readonly Scope[] | null
  expiresAt: Date | null
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every route whose policy is a role; undefined on a public one. */
    caller: Caller
  }
}

/** The most that a scope allows, whoever made the key. */
const scopeCeilings = { read: 'viewer', write: 'operator', admin: 'admin' } as const satisfies Record<Scope, Role>

export const isAtLeast = (role: Role, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least)

export const lowerRole = (one: Role, other: Role): Role => (isAtLeast(one, other) ? other : one)

/** The role that a key of a person acts with: the lower of the person's and its highest scope's; null without a scope. */
export function roleOfKey(person: Role, keyScopes: readonly Scope[]): Role | null {
  const ceilings = keyScopes.map((scope) => scopeCeilings[scope])
  const [ceiling] = ceilings.sort((a, b) => roles.indexOf(b) - roles.indexOf(a))
  if (ceiling === undefined) return null
  return lowerRole(person, ceiling)
}
