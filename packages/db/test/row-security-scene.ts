import type { Database } from '@siaran/db'
import {
  insertDevice,
  insertLead,
  insertMessage,
  insertSequence,
  insertWorkspace,
  openTestStores,
  type TestStores,
} from '@siaran/testkit'
import pg from 'pg'

/** Two workspaces with a row in every table, and a connection of each of the roles that serve them. */
export interface RowSecurityScene {
  stores: TestStores
  /** As the API's role. */
  request: pg.Client
  /** As that of the workers. */
  service: pg.Client
  ours: Rows
  theirs: Rows
  /** From here on the session of `request` is that workspace's. */
  name(workspace: string): Promise<unknown>
  close(): Promise<void>
}

export async function openRowSecurityScene(): Promise<RowSecurityScene> {
  const stores = await openTestStores()
  const request = await connect(stores.requestUrl)
  const service = await connect(stores.serviceUrl)
  return {
    stores,
    request,
    service,
    ours: await fill(stores.db, 'ours'),
    theirs: await fill(stores.db, 'theirs'),
    name: (workspace) => request.query("select set_config('siaran.workspace_id', $1, false)", [workspace]),
    async close() {
      await request.end()
      await service.end()
      await stores.close()
    },
  }
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

export const count = async (client: { query: pg.Client['query'] }, table: string, where = 'true') =>
  Number((await client.query(`select count(*) as n from ${table} where ${where}`)).rows[0].n)

/** Each table, and what finds the workspace's rows in it. */
type Rows = { workspaceId: string; of: Record<string, string> }

const ofWorkspaces = [
  'users',
  'api_keys',
  'idempotency_keys',
  'devices',
  'device_sessions',
  'leads',
  'segments',
  'suppressions',
  'imports',
  'campaigns',
  'sequences',
  'sequence_steps',
  'enrolments',
  'messages',
  'message_events',
  'campaign_left_out',
  'audit_entries',
]

/** Written by triggers alone. */
export const ofTriggers = ['campaign_devices', 'step_devices', 'message_events']
export const appended = ['audit_entries', 'campaign_left_out']

/** A workspace with a row in every table. */
async function fill(db: Database, called: string): Promise<Rows> {
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
  const byWorkspace = `workspace_id = '${workspaceId}'`
  return {
    workspaceId,
    of: {
      workspaces: `id = '${workspaceId}'`,
      sessions: `user_id = '${user.id}'`,
      campaign_devices: `campaign_id = '${campaignId}'`,
      step_devices: `step_id = '${stepId}'`,
      import_chunks: `import_id = '${importId}'`,
      import_errors: `import_id = '${importId}'`,
      ...Object.fromEntries(ofWorkspaces.map((table) => [table, byWorkspace])),
    },
  }
}
