import type { Database } from '@siaran/db'
import { insertDevice, insertLead, insertMessage, insertSequence, insertWorkspace } from './builders.js'

export interface Everything {
  workspaceId: string
  userId: string
  deviceId: string
  leadId: string
  /** A sequence's. */
  campaignId: string
  stepId: string
  enrolmentId: string
  importId: string
}

/** A workspace called so, with a row in every table that says of a row whose it is. */
export async function insertEverything(db: Database, called: string): Promise<Everything> {
  const { id: workspaceId } = await insertWorkspace(db, { name: called })
  const user = await db.prisma.user.create({
    data: { workspaceId, email: `${called}@example.com`, name: called, role: 'owner', passwordHash: '' },
  })
  const expiresAt = new Date(Date.now() + 60_000)
  await db.prisma.session.create({ data: { userId: user.id, tokenHash: Buffer.from('x'), expiresAt } })
  const keyHash = Buffer.from('x')
  await db.prisma.apiKey.create({ data: { workspaceId, userId: user.id, name: called, keyHash, scopes: [] } })
  const { id: deviceId } = await insertDevice(db, { workspaceId })
  await db.prisma.deviceSession.create({ data: { deviceId, workspaceId, session: Buffer.from('x'), leaseEpoch: 1 } })
  const { id: leadId, phone } = await insertLead(db, { workspaceId })
  const { id: campaignId, steps } = await insertSequence(db, { workspaceId, steps: [0] })
  const stepId = steps[0]!.id
  const journey = { workspaceId, sequenceId: campaignId, leadId, deviceId, phone, entry: 1, timezone: 'UTC' }
  const { id: enrolmentId } = await db.prisma.enrolment.create({
    data: { ...journey, enrolledAt: new Date(), dueUntil: new Date() },
  })
  const { id: messageId } = await insertMessage(db, { workspaceId, campaignId, deviceId, stepId, enrolmentId })
  await db.prisma.message.update({ where: { id: messageId }, data: { status: 'skipped', errorCode: 'expired' } })
  await db.prisma.campaignLeftOut.create({ data: { workspaceId, campaignId, leadId, phone, reason: 'no_device' } })
  const { id: importId } = await db.prisma.import.create({ data: { workspaceId, mode: 'skip' } })
  await db.prisma.importChunk.create({ data: { importId, position: 0, bytes: Buffer.from('x') } })
  await db.prisma.importError.create({ data: { importId, row: 1, field: 'phone', message: 'x' } })
  await db.prisma.segment.create({ data: { workspaceId, name: called } })
  await db.prisma.suppression.create({ data: { workspaceId, phone: '+60123456789', reason: 'manual' } })
  const fingerprint = Buffer.alloc(32)
  await db.prisma.idempotencyKey.create({ data: { workspaceId, userId: user.id, key: called, fingerprint } })
  await db.prisma.auditEntry.create({ data: { workspaceId, actor: 'system', action: 'test.filled' } })
  return { workspaceId, userId: user.id, deviceId, leadId, campaignId, stepId, enrolmentId, importId }
}
