import type { userBody } from '@siaran/contracts'
import type { User } from '@siaran/db'
import type { z } from 'zod'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { hashPassword } from '../passwords.js'
import { randomBase62 } from '../token.js'
import { amongPeople, assertGivable } from './among-people.js'

const MADE_UP_LENGTH = 20

/** `madeUp` is the password when the caller left it out; it is stored nowhere. */
export async function createUser(
  { db }: Pick<ApiDeps, 'db'>,
  caller: Caller,
  { password, ...fields }: z.output<typeof userBody>,
): Promise<{ user: User; madeUp: string | undefined }> {
  assertGivable(fields.role, caller.role)
  const madeUp = password === undefined ? randomBase62(MADE_UP_LENGTH) : undefined
  const passwordHash = await hashPassword(password ?? madeUp!)
  const user = await amongPeople(db, caller, async (tx, own) => {
    assertGivable(fields.role, own)
    const created = await tx.user.create({ data: { ...fields, workspaceId: caller.workspaceId, passwordHash } })
    await audit(tx, caller, 'user.created', created.id, { role: created.role })
    return created
  })
  return { user, madeUp }
}
