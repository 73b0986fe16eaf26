import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { amongPeople, assertNotLastOwner, endSessions, lockUser } from './among-people.js'

/** Removes a person with their logins and keys; the sockets of both end. What they did stays on record. */
export async function removeUser(
  { db, endSockets }: Pick<ApiDeps, 'db' | 'endSockets'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const ended = await amongPeople(db, caller, async (tx, own) => {
    const user = await lockUser(tx, caller, id, own)
    await assertNotLastOwner(tx, user)
    const keys = await tx.apiKey.findMany({ where: { userId: id }, select: { id: true } })
    const sessionIds = await endSessions(tx, id)
    await tx.user.delete({ where: { id } })
    await audit(tx, caller, 'user.removed', id, { role: user.role, keys: keys.length })
    return [...sessionIds, ...keys.map((key) => key.id)]
  })
  for (const credentialId of ended) endSockets(credentialId)
}
