import type { Role } from '@siaran/contracts'
import type { Database, Prisma, User } from '@siaran/db'
import { type Caller, isAtLeast, lowerRole } from '../caller.js'
import { assertAllowed } from '../policy.js'
import { notFound, Problem } from '../problem.js'

/**
 * Changes people while nobody else changes any in this workspace, so that what it was decided by (who stands above whom,
 * who is the last owner) still holds when it is written. `own` is the caller's role as it stands now, not as it stood
 * when the request came in. A taken email is 409 `user.exists`, whichever workspace it is in.
 */
export async function amongPeople<Result>(
  db: Database,
  caller: Caller,
  work: (tx: Prisma.TransactionClient, own: Role) => Promise<Result>,
): Promise<Result> {
  const { workspaceId, userId } = caller
  try {
    return await db.prisma.$transaction(async (tx) => {
      // Excludes its like alone: rows that refer to the workspace can be inserted meanwhile.
      await tx.$executeRaw`select 1 from workspaces where id = ${workspaceId}::uuid for no key update`
      const self = await tx.user.findUnique({ where: { id: userId } })
      if (self === null) throw new Problem('auth.invalid', 'The access token or API key is not valid')
      const own = lowerRole(caller.role, self.role as Role)
      assertAllowed({ ...caller, role: own }, 'admin')
      return await work(tx, own)
    })
  } catch (err) {
    if ((err as { code?: string }).code !== 'P2002') throw err
    throw new Problem('user.exists', 'Somebody has an account with that email already', undefined, { cause: err })
  }
}

/** Somebody of this workspace whom the caller may change, locked; 404, or 403 `user.role_above_own`. */
export async function lockUser(
  tx: Prisma.TransactionClient,
  { workspaceId }: Caller,
  id: string,
  own: Role,
): Promise<User> {
  await tx.$executeRaw`select 1 from users where id = ${id}::uuid and workspace_id = ${workspaceId}::uuid for update`
  const user = await tx.user.findFirst({ where: { id, workspaceId } })
  if (user === null) throw notFound('user')
  if (!isAtLeast(own, user.role as Role))
    throw new Problem('user.role_above_own', `This person is ${user.role}, and you act as ${own}`)
  return user
}

/** Nobody gives a role above their own: 403 `user.role_above_own`. */
export function assertGivable(role: Role, own: Role): void {
  if (!isAtLeast(own, role))
    throw new Problem('user.role_above_own', `You act as ${own} and cannot make somebody ${role}`)
}

/** A workspace is never without an owner: 409 `user.last_owner`. */
export async function assertNotLastOwner(tx: Prisma.TransactionClient, { id, workspaceId, role }: User): Promise<void> {
  if (role !== 'owner') return
  if ((await tx.user.count({ where: { workspaceId, role: 'owner', id: { not: id } } })) > 0) return
  throw new Problem('user.last_owner', 'This is the last owner of the workspace; make somebody else an owner first')
}

/** Ends every login of a person; answers the ids, so that their sockets end too. */
export const endSessions = async (tx: Prisma.TransactionClient, userId: string): Promise<string[]> =>
  (await tx.$queryRaw<{ id: string }[]>`delete from sessions where user_id = ${userId}::uuid returning id::text`).map(
    ({ id }) => id,
  )
