import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  appended,
  connect,
  count,
  ofTriggers,
  openRowSecurityScene,
  type RowSecurityScene,
} from './row-security-scene.js'

let scene: RowSecurityScene
beforeAll(async () => {
  scene = await openRowSecurityScene()
})
afterAll(() => scene.close())

describe('every table', () => {
  test('with a workspace_id shows the API one workspace, by the same rule', async () => {
    const { rows } = await scene.stores.db.pool.query<{ table: string; guarded: boolean; rule: string | null }>(`
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
    const { rows } = await scene.stores.db.pool.query<{ table: string; rights: string }>(`
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
    const { pool } = scene.stores.db
    await pool.query(`
      create table pigeons (workspace_id uuid, name text);
      create table feathers (ledger bigserial, workspace_id uuid);
      create trigger feathers_append_only before update on feathers for each statement execute function refuse_change();
      select keep_workspaces_apart();
      insert into pigeons values ('${scene.theirs.workspaceId}', 'Theirs'), ('${scene.ours.workspaceId}', 'Ours')`)
    await scene.name(scene.ours.workspaceId)
    expect((await scene.request.query('select name from pigeons')).rows).toEqual([{ name: 'Ours' }])
    expect(await count(scene.service, 'pigeons')).toBe(2)
    for (const client of [scene.request, scene.service]) {
      await client.query('insert into feathers (workspace_id) values ($1)', [scene.ours.workspaceId])
      await expect(client.query('update feathers set ledger = 0')).rejects.toThrow('permission denied')
      await expect(client.query('delete from feathers')).rejects.toThrow('permission denied')
    }
    await pool.query('drop table pigeons, feathers')
  })
})

describe("as the API's role", () => {
  test('a session that names nothing, or nonsense, sees and changes nothing', async () => {
    for (const nothing of ['', scene.theirs.workspaceId.replaceAll(/[0-9a-f]/g, '0')]) {
      await scene.name(nothing)
      for (const table of Object.keys(scene.ours.of))
        expect([table, await count(scene.request, table)]).toEqual([table, 0])
    }
    const fresh = await connect(scene.stores.requestUrl)
    expect(await count(fresh, 'leads')).toBe(0)
    await fresh.end()
    await scene.name('pigeon')
    await expect(scene.request.query('select from leads')).rejects.toThrow('invalid input syntax')
  })

  test('a session sees the rows of the workspace that it names, in every table', async () => {
    await scene.name(scene.ours.workspaceId)
    for (const [table, where] of Object.entries(scene.ours.of))
      expect([table, await count(scene.request, table), await count(scene.request, table, where)]).toEqual([
        table,
        1,
        1,
      ])
    for (const [table, where] of Object.entries(scene.theirs.of))
      expect([
        table,
        await count(scene.request, table, where),
        await count(scene.stores.db.pool, table, where),
      ]).toEqual([table, 0, 1])
    await scene.name('*')
    for (const table of Object.keys(scene.ours.of))
      expect([table, await count(scene.request, table)]).toEqual([table, 2])
  })

  test("another workspace's rows are neither changed nor deleted", async () => {
    await scene.name(scene.ours.workspaceId)
    for (const [table, where] of Object.entries(scene.theirs.of)) {
      if ([...ofTriggers, ...appended].includes(table)) continue
      const [named] = where.split(' ')
      const column = table === 'messages' ? 'content' : named
      expect([
        table,
        (await scene.request.query(`update ${table} set ${column} = ${column} where ${where}`)).rowCount,
      ]).toEqual([table, 0])
      if (table === 'messages') continue
      expect([table, (await scene.request.query(`delete from ${table} where ${where}`)).rowCount]).toEqual([table, 0])
      expect([table, await count(scene.stores.db.pool, table, where)]).toEqual([table, 1])
    }
  })

  test('no row is put into another workspace, nor moved there', async () => {
    await scene.name(scene.ours.workspaceId)
    for (const [table, where] of Object.entries(scene.theirs.of)) {
      if (ofTriggers.includes(table)) continue
      const columns = (
        await scene.stores.db.pool.query<{ name: string }>(
          `select attname as name from pg_attribute
           where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'id'`,
          [table],
        )
      ).rows.map(({ name }) => `"${name}"`)
      const theirRow = (await scene.stores.db.pool.query(`select ${columns} from ${table} where ${where}`)).rows[0]
      const values = Object.values(theirRow).map((value) =>
        value?.constructor === Object ? JSON.stringify(value) : value,
      )
      const places = values.map((_, n) => `$${n + 1}`)
      if (table === 'workspaces')
        await expect(scene.request.query("insert into workspaces (name) values ('x')")).rejects.toThrow(
          'row-level security',
        )
      else
        expect([
          table,
          await scene.request
            .query(`insert into ${table} (${columns}) values (${places})`, values)
            .catch(({ message }) => message),
        ]).toEqual([table, expect.stringContaining('violates row-level security policy')])
    }
    const moved = scene.request.query('update leads set workspace_id = $1', [scene.theirs.workspaceId])
    await expect(moved).rejects.toThrow('violates row-level security policy')
  })
})

test("the workers' role sees every workspace, whatever the session names", async () => {
  for (const [table, where] of [...Object.entries(scene.ours.of), ...Object.entries(scene.theirs.of)])
    expect([table, await count(scene.service, table, where)]).not.toEqual([table, 0])
  const plan = await scene.service.query('explain select from leads where niche = $1', ['skincare'])
  expect(JSON.stringify(plan.rows)).not.toContain('siaran.workspace_id')
})
