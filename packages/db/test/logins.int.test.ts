import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openLogins } from '@siaran/db'
import { connect, openRowSecurityScene, type RowSecurityScene } from './row-security-scene.js'

let scene: RowSecurityScene
beforeAll(async () => {
  scene = await openRowSecurityScene()
})
afterAll(() => scene.close())

test.each(['requestUrl', 'serviceUrl'] as const)(
  'the role of %s owns nothing, gets past nothing and becomes nobody else',
  async (url) => {
    const client = url === 'requestUrl' ? scene.request : scene.service
    const { rows } = await client.query(`
    with recursive mine as (
      select oid from pg_roles where rolname = current_user
      union select m.roleid from pg_auth_members m join mine on m.member = mine.oid
    )
    select bool_or(rolsuper) as super, bool_or(rolbypassrls) as bypasses, bool_or(rolcreaterole or rolcreatedb) as makes,
      (select count(*)::int from pg_shdepend where deptype = 'o' and refobjid in (select oid from mine)) as owned
    from pg_roles where oid in (select oid from mine)`)
    expect(rows).toEqual([{ super: false, bypasses: false, makes: false, owned: 0 }])
    const owner = new URL(scene.stores.databaseUrl).username
    await expect(client.query(`set role ${owner}`)).rejects.toThrow('permission denied to set role')
    await expect(client.query('create table pigeons ()')).rejects.toThrow('permission denied for schema public')
    await expect(client.query('alter table leads disable row level security')).rejects.toThrow('must be owner')
    await expect(client.query('select keep_workspaces_apart()')).rejects.toThrow('permission denied')
    await expect(client.query('select from _prisma_migrations')).rejects.toThrow('permission denied')
  },
)

test('the logins can be opened again, and by many at once', async () => {
  const opened = await Promise.all([1, 2, 3].map(() => openLogins(scene.stores.databaseUrl, 'pigeons')))
  expect(new Set(opened.map(({ requestUrl }) => requestUrl)).size).toBe(1)
  const { requestUrl, serviceUrl } = await openLogins(scene.stores.databaseUrl, 'others')
  await expect(connect(opened[0]!.requestUrl)).rejects.toThrow('password authentication failed')
  for (const url of [requestUrl, serviceUrl]) await (await connect(url)).end()
  for (const role of [requestUrl, serviceUrl].map((url) => new URL(url).username))
    await scene.stores.db.pool.query(`drop role ${role}`)
})
