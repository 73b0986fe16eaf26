import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** @prisma/adapter-pg, with what the migration engine needs and ordinary queries do not. */
export class PostgresForMigrations {
  provider = 'postgres'
  adapterName = '@prisma/adapter-pg'
  /** True: answer what the engine asks before a diff between files, and refuse everything else. */
  offline = false

  constructor(datasource) {
    this.datasource = datasource
  }

  connect() {
    return this.offline ? offlineAdapter(this) : connectTo(connection(this.datasource.url))
  }

  /** An empty database for replaying migrations: the one that was given, emptied, or one made and dropped. */
  async connectToShadowDb() {
    const { shadowDatabaseUrl, url } = this.datasource
    if (shadowDatabaseUrl) {
      const adapter = await connectTo(connection(shadowDatabaseUrl))
      await adapter.executeScript('drop schema if exists public cascade; create schema public')
      return adapter
    }
    const name = `prisma_migrate_shadow_db_${randomUUID()}`
    await runOnce(url, `create database "${name}"`)
    const drop = () => runOnce(url, `drop database if exists "${name}" with (force)`)
    return connectTo({ ...connection(url), database: name }, drop)
  }
}

/** Throws, with Prisma's code for what is wrong, when the database does not let us in. */
export async function canConnect(url) {
  try {
    await runOnce(url, 'select 1')
  } catch (err) {
    const codes = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1000', ECONNREFUSED: 'P1001', ENOTFOUND: 'P1001' }
    throw Object.assign(err, { prismaCode: codes[err.code] })
  }
}

/** Fields instead of a connection string, in which a database of another name could not be given. */
function connection(url) {
  const { hostname, port, username, password, pathname } = new URL(url)
  return {
    host: hostname || 'localhost',
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)) || 'postgres',
  }
}

async function connectTo(config, afterwards) {
  // One session: search_path and advisory locks last from one statement to the next, as in the native engine.
  const pool = new pg.Pool({ ...config, max: 1, Client: CatalogClient })
  pool.on('error', () => {})
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect()
  const dispose = adapter.dispose.bind(adapter)
  const queryRaw = adapter.queryRaw.bind(adapter)
  return Object.assign(adapter, {
    // The adapter cuts scripts at every semicolon, inside of functions too: Postgres can read them whole.
    executeScript: async (script) => void (await pool.query(script).catch((err) => adapter.onError(err))),
    queryRaw: (query) => withCharacters(queryRaw(query)),
    dispose: async () => {
      await dispose()
      await afterwards?.()
    },
  })
}

/** Types of the system catalogue ("char", oid vectors, node trees) that the adapter refuses: all are written as text. */
const CHAR = 18
const textual = new Set([CHAR, 22, 24, 30, 194, 2205, 2206])

/** A client that gives such columns out as text, and remembers which of the last answer were "char". */
class CatalogClient extends pg.Client {
  static charColumns = new Set()

  query(...args) {
    const callback = args.at(-1)
    if (typeof callback === 'function') {
      return super.query(...args.slice(0, -1), (err, found) => callback(err, asText(found)))
    }
    const answer = super.query(...args)
    return typeof answer?.then === 'function' ? answer.then(asText) : answer
  }
}

function asText(found) {
  const fields = [found].flat().flatMap((result) => result?.fields ?? [])
  CatalogClient.charColumns = new Set(fields.filter(({ dataTypeID }) => dataTypeID === CHAR).map(({ name }) => name))
  for (const field of fields) {
    if (textual.has(field.dataTypeID)) field.dataTypeID = 25
    else if (field.dataTypeID === 1003) field.dataTypeID = 1009 // name[] → text[]
  }
  return found
}

/** The engine panics on the kind of a constraint as text: what was "char" has to be called a character. */
async function withCharacters(answer) {
  const found = await answer
  const { charColumns } = CatalogClient
  const typeOf = (type, at) => (charColumns.has(found.columnNames[at]) ? ColumnTypeEnum.Character : type)
  return { ...found, columnTypes: found.columnTypes.map(typeOf) }
}

function offlineAdapter({ provider, adapterName }) {
  const refuse = () => {
    throw new Error('A comparison of files needs no database')
  }
  const version = {
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, 'PostgreSQL 17.0', 170000]],
  }
  return {
    provider,
    adapterName,
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    queryRaw: async ({ sql }) => (/server_version_num/.test(sql) ? version : refuse()),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: async () => {},
  }
}

async function runOnce(url, sql) {
  const client = new pg.Client(connection(url))
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
