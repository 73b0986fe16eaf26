import type { AuditEntry, Database, Prisma } from '@siaran/db'
import type { Caller } from './caller.js'

export type AuditAction = `${
  | 'device'
  | 'campaign'
  | 'message'
  | 'sequence'
  | 'user'
  | 'api_key'
  | 'workspace'
  | 'lead'
  | 'import'
  | 'segment'
  | 'suppression'}.${string}`

/** The part of Prisma that the audit needs: the client itself, or the one inside a transaction. */
type AuditWriter = Pick<Database['prisma'], 'auditEntry'>

/**
 * Appends who did what to which object. Pass the transaction's client to have it with the change or not at all; the
 * returned promise also fits into `$transaction([…])`. `detail` carries ids and names of fields, never content.
 */
export function audit(
  writer: AuditWriter,
  caller: Pick<Caller, 'workspaceId' | 'actor'>,
  action: AuditAction,
  objectId: string | null,
  detail: Record<string, string | number | boolean | null | string[]> = {},
): Prisma.PrismaPromise<AuditEntry> {
  const { workspaceId, actor } = caller
  return writer.auditEntry.create({ data: { workspaceId, actor, action, objectId, detail } })
}
