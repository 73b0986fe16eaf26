import type { Database } from '@siaran/db'
import { insertEverything, openTestStores, type TestStores } from '@siaran/testkit'
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

async function fill(db: Database, called: string): Promise<Rows> {
  const { workspaceId, userId, campaignId, stepId, importId } = await insertEverything(db, called)
  const byWorkspace = `workspace_id = '${workspaceId}'`
  return {
    workspaceId,
    of: {
      workspaces: `id = '${workspaceId}'`,
      sessions: `user_id = '${userId}'`,
      campaign_devices: `campaign_id = '${campaignId}'`,
      step_devices: `step_id = '${stepId}'`,
      import_chunks: `import_id = '${importId}'`,
      import_errors: `import_id = '${importId}'`,
      ...Object.fromEntries(ofWorkspaces.map((table) => [table, byWorkspace])),
    },
  }
}
