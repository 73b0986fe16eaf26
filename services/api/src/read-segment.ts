import type { Database, Segment } from '@siaran/db'
import type { Caller } from './caller.js'
import { notFound } from './problem.js'

/** A segment of the caller's workspace, or 404. */
export async function readSegment(
  db: Database,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  id: string,
): Promise<Segment> {
  const segment = await db.prisma.segment.findFirst({ where: { id, workspaceId } })
  if (segment === null) throw notFound('segment')
  return segment
}
