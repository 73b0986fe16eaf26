import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { asSystem, type Database, inWorkspace, openDatabase } from '@siaran/db'
import { insertWorkspace, openTestStores, stretchWire, type TestStores, until } from '@siaran/testkit'

let stores: TestStores
let scoped: Database
let workspaceId: string
beforeAll(async () => {
  stores = await openTestStores()
  scoped = openDatabase(stores.requestUrl, { name: 'test', scoped: true })
  workspaceId = (await insertWorkspace(stores.db)).id
})
afterAll(async () => {
  await scoped.stop()
  await stores.close()
})

/** Postgres ends the connection while a transaction is between two of its statements, where nobody waits for an answer. */
const losesItsConnection = (db: Database) =>
  db.transaction(async (tx) => {
    const { rows } = await tx.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' })
    const ask = (text: string) => stores.db.pool.query(text, [rows[0]!.pid])
    await ask('select pg_terminate_backend($1)')
    await until(
      async () => (await ask('select from pg_stat_activity where pid = $1')).rowCount === 0,
      'the connection is gone',
    )
    await tx.query({ text: 'select 1' })
  })

const ways: Record<string, (work: () => Promise<unknown>) => Promise<unknown>> = {
  'a process that is not scoped': (work) => work(),
  'the API, in a workspace': (work) => inWorkspace(workspaceId, work),
  'the API, as the system': (work) => asSystem(work),
}

test.each(Object.entries(ways))(
  '%s loses a connection in mid-transaction: that transaction fails, and the process goes on',
  async (name, within) => {
    const db = name.startsWith('the API') ? scoped : stores.db
    await expect(within(() => losesItsConnection(db))).rejects.toThrow()
    await expect(within(() => db.query({ text: 'select 1' }))).resolves.toMatchObject({ rowCount: 1 })
  },
)

describe('a connection whose other end is gone without a word', () => {
  async function overWire() {
    const { hostname: host, port } = new URL(stores.databaseUrl)
    const wire = await stretchWire(() => ({ host, port: Number(port) }))
    const url = new URL(stores.databaseUrl)
    url.host = `127.0.0.1:${wire.port}`
    const db = openDatabase(url.href, { name: 'test', answersWithinMs: 500 })
    const close = async () => {
      await wire.close()
      await db.stop()
    }
    return { wire, db, close }
  }

  test('holds up a query for as long as is allowed, and no other', async () => {
    const { wire, db, close } = await overWire()
    try {
      await db.query({ text: 'select 1' })
      wire.forget()
      await expect(db.query({ text: 'select 1' })).rejects.toThrow('Query read timeout')
      await expect(db.query({ text: 'select 1' })).resolves.toMatchObject({ rowCount: 1 })
    } finally {
      await close()
    }
  })

  test('ends a transaction on both sides: what it has locked is let go', async () => {
    const { wire, db, close } = await overWire()
    const lock = { text: 'select from workspaces where id = $1 for update', values: [workspaceId] }
    try {
      const lost = db.transaction(async (tx) => {
        await tx.query(lock)
        wire.forget()
        await tx.query({ text: 'select 1' })
      })
      await expect(lost).rejects.toThrow('Query read timeout')
      await expect(db.query(lock)).resolves.toMatchObject({ rowCount: 1 })
    } finally {
      await close()
    }
  })
})
