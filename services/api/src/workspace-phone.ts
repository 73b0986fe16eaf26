import type { Database } from '@siaran/db'
import { readPhone } from '@siaran/domain'
import type { Caller } from './caller.js'
import { Problem, type ProblemCode } from './problem.js'

/** A phone as a person wrote it → E.164, with the workspace's country; a Problem of that code with the reason. */
export async function phoneOf(
  db: Database,
  { workspaceId }: Caller,
  written: string,
  code: Extract<ProblemCode, `${string}.invalid_phone`>,
): Promise<string> {
  const { defaultCountry } = await db.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  const reading = readPhone(written, defaultCountry)
  if (!reading.ok) throw new Problem(code, reading.reason, [{ path: 'phone', message: reading.reason }])
  return reading.phone
}
