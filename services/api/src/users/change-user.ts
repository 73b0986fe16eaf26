import type { userPatch } from '@siaran/contracts'
import type { User } from '@siaran/db'
import type { z } from 'zod'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { hashPassword } from '../passwords.js'
import { amongPeople, assertGivable, assertNotLastOwner, endSessions, lockUser } from './among-people.js'

/**
 * A new role acts with the next request, also of the person's keys. A new password ends every login of the person, the
 * caller's own as well, with its sockets; keys stay.
 */
export async function changeUser(
  { db, endSockets }: Pick<ApiDeps, 'db' | 'endSockets'>,
  caller: Caller,
  id: string,
  { password, ...fields }: z.output<typeof userPatch>,
): Promise<User> {
  const passwordHash = password === undefined ? undefined : await hashPassword(password)
  const { user, ended } = await amongPeople(db, caller, async (tx, own) => {
    const before = await lockUser(tx, caller, id, own)
    if (fields.role !== undefined) {
      assertGivable(fields.role, own)
      if (fields.role !== 'owner') await assertNotLastOwner(tx, before)
    }
    const after = await tx.user.update({ where: { id }, data: { ...fields, passwordHash } })
    await audit(tx, caller, 'user.changed', id, {
      fields: [...Object.keys(fields), ...(password === undefined ? [] : ['password'])],
      ...(after.role !== before.role && { from: before.role, to: after.role }),
    })
    return { user: after, ended: passwordHash === undefined ? [] : await endSessions(tx, id) }
  })
  for (const sessionId of ended) endSockets(sessionId)
  return user
}
