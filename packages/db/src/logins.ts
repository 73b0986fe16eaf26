import { createHmac } from 'node:crypto'
import pg from 'pg'

/** How the services reach the database that its owner has migrated: with rights on rows, and none on tables. */
export interface Logins {
  /** For the API: sees the workspace of the request. */
  requestUrl: string
  /** For scheduler, workers and senders: sees all workspaces. */
  serviceUrl: string
}

/** Why the logins cannot be had, as the end of a sentence. */
export class LoginsRefused extends Error {
  override name = 'LoginsRefused'
}

/** Two processes that start at once must not make the same role. Any number that nobody else uses. */
const LOGINS_LOCK = 5_172_602

/**
 * Makes the two roles that the services log in with, or brings them up to date: `<database>_api` and
 * `<database>_worker` (roles are the cluster's, which may hold several Siarans). Their passwords follow from the secret:
 * whoever shares the database shares it too, and arrives at the same ones. Throws as {@link makeLogins}.
 */
export async function openLogins(ownerUrl: string, secret: string): Promise<Logins> {
  const { database = '' } = new pg.Client({ connectionString: ownerUrl })
  const loginUrl = (suffix: string) => {
    const name = `${database.slice(0, 50)}_${suffix}`
    const url = new URL(ownerUrl)
    url.username = encodeURIComponent(name)
    url.password = createHmac('sha256', secret).update(`database role ${name}`).digest('base64url')
    return url.href
  }
  const logins = { requestUrl: loginUrl('api'), serviceUrl: loginUrl('worker') }
  await makeLogins(ownerUrl, logins)
  return logins
}

/**
 * Makes the roles that these addresses log in with, or gives them these passwords, and tries both. Throws
 * {@link LoginsRefused} where the owner may not do that, the migrations found no roles to grant, an address names no role and
 * password of its own, or the server does not let the new roles in.
 */
export async function makeLogins(ownerUrl: string, { requestUrl, serviceUrl }: Logins): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'siaran-logins' })
  await owner.connect()
  try {
    await owner.query('begin')
    await owner.query('select pg_advisory_xact_lock($1)', [LOGINS_LOCK])
    const { rows } = await owner.query<{ ready: boolean }>(`
      select (select count(*) from pg_roles
        where rolname in ('siaran_service', 'siaran_request')
          and has_table_privilege(oid, to_regclass('public.workspaces'), 'select')) = 2 as ready`)
    if (!rows[0]!.ready) throw new LoginsRefused('the roles siaran_service and siaran_request are missing')
    await makeLogin(owner, requestUrl, 'siaran_request')
    await makeLogin(owner, serviceUrl, 'siaran_service')
    await owner.query('commit')
    for (const url of [requestUrl, serviceUrl]) await tryLogin(url)
  } catch (err) {
    if ((err as { code?: string }).code === '42501')
      throw new LoginsRefused(`its user may not make roles (${(err as Error).message})`, { cause: err })
    throw err
  } finally {
    await owner.end()
  }
}

async function makeLogin(owner: pg.Client, url: string, group: string): Promise<void> {
  const { username, password } = new URL(url)
  const name = decodeURIComponent(username)
  if (name === '' || password === '')
    throw new LoginsRefused(`the address that ${group} is for names no role and password`)
  if (name === owner.user) throw new LoginsRefused(`${name} owns the tables: a service needs a role of its own`)
  const role = owner.escapeIdentifier(name)
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [name])
  await owner.query(
    `${rowCount === 0 ? 'create' : 'alter'} role ${role} login password ${owner.escapeLiteral(decodeURIComponent(password))}`,
  )
  await owner.query(`grant ${group} to ${role}`)
}

async function tryLogin(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    await client.query('select from workspaces limit 1')
  } catch (err) {
    throw new LoginsRefused(`the new role cannot log in (${(err as Error).message})`, { cause: err })
  } finally {
    await client.end().catch(() => {})
  }
}
