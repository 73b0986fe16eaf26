import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { makeLogins, migrateDeploy, openLogins } from '@siaran/db'
import pg from 'pg'
import { startTestStores } from '../src/index.js'

const directory = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))

/** A cluster of its own: roles are the cluster's, and here they are missing. */
let cluster: Awaited<ReturnType<typeof startTestStores>>
/** A database that belongs to somebody who may make no roles, as hosts give it out. */
let rentedUrl: string
beforeAll(async () => {
  cluster = await startTestStores()
  await asAdministrator("create role tenant login password 'rent'")
  await asAdministrator('create database rented owner tenant')
  const url = new URL(cluster.databaseUrl)
  url.username = 'tenant'
  url.password = 'rent'
  url.pathname = '/rented'
  rentedUrl = url.href
})
afterAll(() => cluster.stop())

const asAdministrator = (sql: string) => run(cluster.databaseUrl, sql)

async function run(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('an owner who may make no roles migrates all the same, and is told what is missing, one step after the other', async () => {
  expect(await migrateDeploy({ url: rentedUrl, directory })).not.toHaveLength(0)
  expect(await run(rentedUrl, "insert into workspaces (name) values ('Kedai') returning name")).toHaveLength(1)
  await expect(openLogins(rentedUrl, 'secret')).rejects.toThrow(
    'the roles siaran_service and siaran_request are missing',
  )

  // As the README has it.
  await asAdministrator('create role siaran_service nologin; create role siaran_request nologin')
  await run(rentedUrl, 'select keep_workspaces_apart()')
  await expect(openLogins(rentedUrl, 'secret')).rejects.toThrow('its user may not make roles')

  await asAdministrator('alter role tenant createrole')
  await asAdministrator('grant siaran_service, siaran_request to tenant with admin option, inherit false')
  const { requestUrl, serviceUrl } = await openLogins(rentedUrl, 'secret')
  expect(await run(requestUrl, 'select name from workspaces')).toEqual([])
  expect(await run(serviceUrl, 'select name from workspaces')).toEqual([{ name: 'Kedai' }])
})

test('two databases of a cluster have logins of their own', async () => {
  await asAdministrator('create database other')
  const url = cluster.databaseUrl.replace(/\/[^/]*$/, '/other')
  await migrateDeploy({ url, directory })
  const other = await openLogins(url, 'another secret')
  const rented = await openLogins(rentedUrl, 'secret')
  expect(new URL(other.requestUrl).username).toBe('other_api')
  expect(new URL(rented.requestUrl).username).toBe('rented_api')
  for (const login of [other.requestUrl, rented.requestUrl, other.serviceUrl, rented.serviceUrl])
    expect(await run(login, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a server that does not let the new roles in is a reason, and not a failure of the services', async () => {
  await asAdministrator('revoke connect on database other from public')
  const url = cluster.databaseUrl.replace(/\/[^/]*$/, '/other')
  await expect(openLogins(url, 'secret')).rejects.toThrow('the new role cannot log in (permission denied for database')
})

test('addresses that services are given already are the logins, and their passwords can be changed', async () => {
  await asAdministrator('create database named')
  const owner = cluster.databaseUrl.replace(/\/[^/]*$/, '/named')
  await migrateDeploy({ url: owner, directory })
  const as = (user: string, password: string) => {
    const url = new URL(owner)
    url.username = user
    url.password = encodeURIComponent(password)
    return url.href
  }
  const before = { requestUrl: as('named_api', "it's 50% @ first"), serviceUrl: as('named_worker', 'w') }
  await makeLogins(owner, before)
  const after = { ...before, requestUrl: as('named_api', 'another one') }
  await makeLogins(owner, after)
  expect(await run(after.requestUrl, 'select current_user as me')).toEqual([{ me: 'named_api' }])
  await expect(run(before.requestUrl, 'select 1')).rejects.toThrow('password authentication failed')

  await expect(makeLogins(owner, { ...after, serviceUrl: owner })).rejects.toThrow('owns the tables')
  await expect(makeLogins(owner, { ...after, serviceUrl: as('named_worker', '') })).rejects.toThrow(
    'the address that siaran_service is for names no role and password',
  )
})
