import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openLogins } from '@siaran/db'
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

let stores: TestStores
/** As the API's role, and as that of the workers. */
let request: pg.Client
let service: pg.Client
let ours: Rows
let theirs: Rows
beforeAll(async () => {
  stores = await openTestStores()
  request = await connect(stores.requestUrl)
  service = await connect(stores.serviceUrl)
  ours = await fill('ours')
  theirs = await fill('theirs')
})
afterAll(async () => {
  await request.end()
  await service.end()
  await stores.close()
})

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

const name = (workspace: string) => request.query("select set_config('siaran.workspace_id', $1, false)", [workspace])
const count = async (client: { query: pg.Client['query'] }, table: string, where = 'true') =>
  Number((await client.query(`select count(*) as n from ${table} where ${where}`)).rows[0].n)

/** Each table, and what finds the workspace's rows in it. */
type Rows = { workspaceId: string; of: Record<string, string> }

const ofWorkspaces = [
  'users',
  'api_keys',
  'idempotency_keys',
  'devices',
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
const ofTriggers = ['campaign_devices', 'step_devices', 'message_events']
const appended = ['audit_entries', 'campaign_left_out']

/** A workspace with a row in every table. */
async function fill(called: string): Promise<Rows> {
  const { db } = stores
  const { id: workspaceId } = await insertWorkspace(db, { name: called })
  const user = await db.prisma.user.create({
    data: { workspaceId, email: `${called}@example.com`, name: called, role: 'owner', passwordHash: '' },
  })
  const expiresAt = new Date(Date.now() + 60_000)
  await db.prisma.session.create({ data: { userId: user.id, tokenHash: Buffer.from('x'), expiresAt } })
  const keyHash = Buffer.from('x')
  await db.prisma.apiKey.create({ data: { workspaceId, userId: user.id, name: called, keyHash, scopes: [] } })
  const { id: deviceId } = await insertDevice(db, { workspaceId })
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

describe('every table', () => {
  test('with a workspace_id shows the API one workspace, by the same rule', async () => {
    const { rows } = await stores.db.pool.query<{ table: string; guarded: boolean; rule: string | null }>(`
      select c.relname as table, c.relrowsecurity as guarded, p.qual as rule
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
      left join pg_policies p on p.schemaname = 'public' and p.tablename = c.relname and p.roles = '{siaran_request}'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`)
    expect(rows.length).toBeGreaterThanOrEqual(8)
    const { rule } = rows.find(({ table }) => table === 'leads')! // what it does is tried below
    expect(rule).toContain('workspace_id = ')
    expect(rows).toEqual(rows.map(({ table }) => ({ table, guarded: true, rule })))
  })

  test('belongs to a workspace, or is one that the API only reads: a new one ends its migration with keep_workspaces_apart()', async () => {
    const { rows } = await stores.db.pool.query<{ table: string; rights: string }>(`
      select c.relname as table, (select string_agg(right_, ',') from unnest(array['select', 'insert', 'update', 'delete']) right_
        where has_table_privilege('siaran_request', c.oid, right_)) as rights
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and (select count(*) from pg_policy p where p.polrelid = c.oid) = 2)
      order by 1`)
    expect(rows).toEqual([
      { table: '_prisma_migrations', rights: null },
      { table: 'heartbeats', rights: 'select' },
    ])
  })

  test('that is made later is kept apart by the same call, and one with refuse_change is appended to alone', async () => {
    const { pool } = stores.db
    await pool.query(`
      create table pigeons (workspace_id uuid, name text);
      create table feathers (ledger bigserial, workspace_id uuid);
      create trigger feathers_append_only before update on feathers for each statement execute function refuse_change();
      select keep_workspaces_apart();
      insert into pigeons values ('${theirs.workspaceId}', 'Theirs'), ('${ours.workspaceId}', 'Ours')`)
    await name(ours.workspaceId)
    expect((await request.query('select name from pigeons')).rows).toEqual([{ name: 'Ours' }])
    expect(await count(service, 'pigeons')).toBe(2)
    for (const client of [request, service]) {
      await client.query('insert into feathers (workspace_id) values ($1)', [ours.workspaceId])
      await expect(client.query('update feathers set ledger = 0')).rejects.toThrow('permission denied')
      await expect(client.query('delete from feathers')).rejects.toThrow('permission denied')
    }
    await pool.query('drop table pigeons, feathers')
  })
})

describe("as the API's role", () => {
  test('a session that names nothing, or nonsense, sees and changes nothing', async () => {
    for (const nothing of ['', theirs.workspaceId.replaceAll(/[0-9a-f]/g, '0')]) {
      await name(nothing)
      for (const table of Object.keys(ours.of)) expect([table, await count(request, table)]).toEqual([table, 0])
    }
    const fresh = await connect(stores.requestUrl)
    expect(await count(fresh, 'leads')).toBe(0)
    await fresh.end()
    await name('pigeon')
    await expect(request.query('select from leads')).rejects.toThrow('invalid input syntax')
  })

  test('a session sees the rows of the workspace that it names, in every table', async () => {
    await name(ours.workspaceId)
    for (const [table, where] of Object.entries(ours.of))
      expect([table, await count(request, table), await count(request, table, where)]).toEqual([table, 1, 1])
    for (const [table, where] of Object.entries(theirs.of))
      expect([table, await count(request, table, where), await count(stores.db.pool, table, where)]).toEqual([
        table,
        0,
        1,
      ])
    await name('*')
    for (const table of Object.keys(ours.of)) expect([table, await count(request, table)]).toEqual([table, 2])
  })

  test("another workspace's rows are neither changed nor deleted", async () => {
    await name(ours.workspaceId)
    for (const [table, where] of Object.entries(theirs.of)) {
      if ([...ofTriggers, ...appended].includes(table)) continue
      const [named] = where.split(' ')
      const column = table === 'messages' ? 'content' : named
      expect([
        table,
        (await request.query(`update ${table} set ${column} = ${column} where ${where}`)).rowCount,
      ]).toEqual([table, 0])
      if (table === 'messages') continue
      expect([table, (await request.query(`delete from ${table} where ${where}`)).rowCount]).toEqual([table, 0])
      expect([table, await count(stores.db.pool, table, where)]).toEqual([table, 1])
    }
  })

  test('no row is put into another workspace, nor moved there', async () => {
    await name(ours.workspaceId)
    for (const [table, where] of Object.entries(theirs.of)) {
      if (ofTriggers.includes(table)) continue
      const columns = (
        await stores.db.pool.query<{ name: string }>(
          `select attname as name from pg_attribute
           where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'id'`,
          [table],
        )
      ).rows.map(({ name }) => `"${name}"`)
      const theirRow = (await stores.db.pool.query(`select ${columns} from ${table} where ${where}`)).rows[0]
      const values = Object.values(theirRow).map((value) =>
        value?.constructor === Object ? JSON.stringify(value) : value,
      )
      const places = values.map((_, n) => `$${n + 1}`)
      if (table === 'workspaces')
        await expect(request.query("insert into workspaces (name) values ('x')")).rejects.toThrow('row-level security')
      else
        expect([
          table,
          await request
            .query(`insert into ${table} (${columns}) values (${places})`, values)
            .catch(({ message }) => message),
        ]).toEqual([table, expect.stringContaining('violates row-level security policy')])
    }
    const moved = request.query('update leads set workspace_id = $1', [theirs.workspaceId])
    await expect(moved).rejects.toThrow('violates row-level security policy')
  })

  test('what stands in the audit is neither changed nor deleted, by the workers either', async () => {
    await name(ours.workspaceId)
    for (const client of [request, service])
      for (const sql of ["update audit_entries set actor = 'x'", 'delete from audit_entries', 'truncate audit_entries'])
        await expect(client.query(sql)).rejects.toThrow('permission denied for table audit_entries')
    await request.query("insert into audit_entries (workspace_id, actor, action) values ($1, 'user', 'a.b')", [
      ours.workspaceId,
    ])
    expect(await count(request, 'audit_entries')).toBe(2)
  })

  test('the counters follow the messages, and nobody else writes them', async () => {
    await name(ours.workspaceId)
    await request.query("update messages set status = 'cancelled'")
    expect((await request.query('select skipped, cancelled from campaign_devices')).rows).toEqual([
      { skipped: 0, cancelled: 1 },
    ])
    for (const client of [request, service])
      for (const [table, column] of [
        ['campaign_devices', 'pending'],
        ['step_devices', 'sent'],
      ])
        for (const sql of [`update ${table} set ${column} = 1`, `delete from ${table}`])
          await expect(client.query(sql)).rejects.toThrow(`permission denied for table ${table}`)
  })
})

describe('as either role, what a receipt is made of', () => {
  const identity = ['id', 'workspace_id', 'campaign_id', 'device_id', 'lead_id', 'recipient_phone', 'step_id',
    'enrolment_id', 'entry', 'created_at'] // biome-ignore format: a row of names

  test.each(['request', 'service'] as const)(
    '%s: the ledger is read, and neither changed nor added to',
    async (role) => {
      await name(ours.workspaceId)
      const client = { request, service }[role]
      expect(await count(client, 'message_events', ours.of.message_events)).toBeGreaterThan(0)
      for (const sql of [
        "update message_events set actor = 'x'",
        'delete from message_events',
        'truncate message_events',
        `insert into message_events (at, message_id, campaign_id, workspace_id, status, actor)
       select now(), id, campaign_id, workspace_id, 'read', 'network' from messages`,
        'alter table message_events disable trigger all',
      ])
        await expect(client.query(sql)).rejects.toThrow(/permission denied for table message_events|must be owner/)
    },
  )

  test.each(['request', 'service'] as const)('%s: who was left out is added to, and never changed', async (role) => {
    await name(ours.workspaceId)
    const client = { request, service }[role]
    for (const sql of [
      "update campaign_left_out set phone = 'x'",
      'delete from campaign_left_out',
      'truncate campaign_left_out',
    ])
      await expect(client.query(sql)).rejects.toThrow('permission denied for table campaign_left_out')
  })

  test.each(['request', 'service'] as const)('%s: a message is moved, and keeps who it is for', async (role) => {
    await name(ours.workspaceId)
    const client = { request, service }[role]
    for (const column of identity)
      await expect(client.query(`update messages set ${column} = ${column}`)).rejects.toThrow(
        'permission denied for table messages',
      )
    for (const sql of ['delete from messages', 'truncate messages'])
      await expect(client.query(sql)).rejects.toThrow('permission denied for table messages')
    const { rows } = await stores.db.pool.query<{ name: string }>(`
      select attname as name from pg_attribute
      where attrelid = 'messages'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`)
    const movable = rows.map((row) => row.name).filter((column) => !identity.includes(column))
    expect(movable.length).toBe(rows.length - identity.length)
    for (const column of movable) await client.query(`update messages set ${column} = ${column} where false`)
  })

  test('not even the owner changes it in passing', async () => {
    for (const sql of [
      'update message_events set workspace_id = null',
      'delete from message_events',
      'truncate message_events',
      'update campaign_left_out set workspace_id = null',
      'truncate campaign_left_out',
    ])
      await expect(stores.db.pool.query(sql)).rejects.toThrow('is append-only')
  })
})

test.each(['requestUrl', 'serviceUrl'] as const)(
  'the role of %s owns nothing, gets past nothing and becomes nobody else',
  async (url) => {
    const client = url === 'requestUrl' ? request : service
    const { rows } = await client.query(`
    with recursive mine as (
      select oid from pg_roles where rolname = current_user
      union select m.roleid from pg_auth_members m join mine on m.member = mine.oid
    )
    select bool_or(rolsuper) as super, bool_or(rolbypassrls) as bypasses, bool_or(rolcreaterole or rolcreatedb) as makes,
      (select count(*)::int from pg_shdepend where deptype = 'o' and refobjid in (select oid from mine)) as owned
    from pg_roles where oid in (select oid from mine)`)
    expect(rows).toEqual([{ super: false, bypasses: false, makes: false, owned: 0 }])
    const owner = new URL(stores.databaseUrl).username
    await expect(client.query(`set role ${owner}`)).rejects.toThrow('permission denied to set role')
    await expect(client.query('create table pigeons ()')).rejects.toThrow('permission denied for schema public')
    await expect(client.query('alter table leads disable row level security')).rejects.toThrow('must be owner')
    await expect(client.query('select keep_workspaces_apart()')).rejects.toThrow('permission denied')
    await expect(client.query('select from _prisma_migrations')).rejects.toThrow('permission denied')
  },
)

test("the workers' role sees every workspace, whatever the session names", async () => {
  for (const [table, where] of [...Object.entries(ours.of), ...Object.entries(theirs.of)])
    expect([table, await count(service, table, where)]).not.toEqual([table, 0])
  const plan = await service.query('explain select from leads where niche = $1', ['skincare'])
  expect(JSON.stringify(plan.rows)).not.toContain('siaran.workspace_id')
})

test('the logins can be opened again, and by many at once', async () => {
  const opened = await Promise.all([1, 2, 3].map(() => openLogins(stores.databaseUrl, 'pigeons')))
  expect(new Set(opened.map(({ requestUrl }) => requestUrl)).size).toBe(1)
  const { requestUrl, serviceUrl } = await openLogins(stores.databaseUrl, 'others')
  await expect(connect(opened[0]!.requestUrl)).rejects.toThrow('password authentication failed')
  for (const url of [requestUrl, serviceUrl]) await (await connect(url)).end()
  for (const role of [requestUrl, serviceUrl].map((url) => new URL(url).username))
    await stores.db.pool.query(`drop role ${role}`)
})
