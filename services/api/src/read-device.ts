import type { Database, Device } from '@siaran/db'
import type { Caller } from './caller.js'
import { notFound } from './problem.js'

/** A device of the caller's workspace that was not removed, or 404. */
export async function readDevice(db: Database, { workspaceId }: Caller, id: string): Promise<Device> {
  const device = await db.prisma.device.findFirst({ where: { id, workspaceId, deletedAt: null } })
  if (device === null) throw notFound('device')
  return device
}
