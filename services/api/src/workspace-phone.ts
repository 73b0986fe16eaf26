import type { Database } from '@siaran/db'
import { type PhoneReading, readPhone } from '@siaran/domain'
import type { Caller } from './caller.js'
import { Problem, type ProblemCode } from './problem.js'

/** A phone as a person wrote it → E.164, with the workspace's country, or why it is none. */
export async function readWorkspacePhone(
  db: Database,
  { workspaceId }: Caller,
  written: string,
): Promise<PhoneReading> {
  const { defaultCountry } = await db.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  return readPhone(written, defaultCountry)
}

/** The same, where a phone that is none is a Problem of that code, with the path of its field. */
export async function phoneOf(
  db: Database,
  caller: Caller,
  written: string,
  code: Extract<ProblemCode, `${string}.invalid_phone`>,
  path = 'phone',
): Promise<string> {
  const reading = await readWorkspacePhone(db, caller, written)
  if (!reading.ok) throw new Problem(code, reading.reason, [{ path, message: reading.reason }])
  return reading.phone
}
