import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { asSystem, type Database, inWorkspace, openDatabase } from '@siaran/db'
import { insertLead, insertWorkspace, openTestStores, type TestStores } from '@siaran/testkit'

let stores: TestStores
/** Fewer connections than there are questions at once: every one is handed from workspace to workspace. */
let db: Database
const places: { workspaceId: string; leadId: string }[] = []
beforeAll(async () => {
  stores = await openTestStores()
  db = openDatabase(stores.requestUrl, { name: 'test', connections: 3, scoped: true })
  await db.start()
  for (const name of ['ours', 'theirs']) {
    const { id: workspaceId } = await insertWorkspace(stores.db, { name })
    places.push({ workspaceId, leadId: (await insertLead(stores.db, { workspaceId })).id })
  }
})
afterAll(async () => {
  await db.stop()
  await stores.close()
})

/** Prisma gives up on a transaction that waits 2 s for its turn; here a hundred wait for three connections. */
const patiently = { maxWait: 50_000, timeout: 50_000 }

/** The leads that a question sees: without a condition, so that the database alone decides. */
const questions: Record<string, (leadId: string) => PromiseLike<string[]>> = {
  'a query of the pool': async () => (await db.query<{ id: string }>({ text: 'select id from leads' })).rows.map(ids),
  'a transaction of the pool': () =>
    db.transaction(async (tx) => (await tx.query<{ id: string }>({ text: 'select id from leads' })).rows.map(ids)),
  findMany: async () => (await db.prisma.lead.findMany()).map(ids),
  'findUnique, which Prisma batches': async (id) =>
    [await db.prisma.lead.findUniqueOrThrow({ where: { id } })].map(ids),
  'findUnique with a relation': async (id) =>
    [await db.prisma.lead.findUniqueOrThrow({ where: { id }, include: { workspace: true } })].map(ids),
  'a raw query': async () => (await db.prisma.$queryRaw<{ id: string }[]>`select id from leads`).map(ids),
  'a list of queries in a transaction': async () =>
    (await db.prisma.$transaction([db.prisma.lead.findMany(), db.prisma.workspace.count()], patiently))[0].map(ids),
  'a function in a transaction': () =>
    db.prisma.$transaction(async (tx) => {
      await tx.workspace.count()
      return (await tx.lead.findMany()).map(ids)
    }, patiently),
  'findUnique in a transaction': (id) =>
    db.prisma.$transaction(async (tx) => [await tx.lead.findUniqueOrThrow({ where: { id } })].map(ids), patiently),
}
const ids = ({ id }: { id: string }) => id

test.each(Object.entries(questions))(
  '%s: fifty of each of two workspaces at once, and each sees its own',
  async (_, ask) => {
    const asked = Array.from({ length: 100 }, (_, n) => places[n % 2]!)
    const seen = await Promise.all(asked.map(({ workspaceId, leadId }) => inWorkspace(workspaceId, () => ask(leadId))))
    expect(seen).toEqual(asked.map(({ leadId }) => [leadId]))
  },
)

test('everything at once, the system among it', async () => {
  const all = Object.values(questions).filter((ask) => ask.length === 0)
  const asked = Array.from({ length: 150 }, (_, n) => ({ place: places[n % 3], ask: all[n % all.length]! }))
  const seen = await Promise.all(
    asked.map(({ place, ask }) => (place ? inWorkspace(place.workspaceId, () => ask('')) : asSystem(() => ask('')))),
  )
  const everybody = places.map(({ leadId }) => leadId)
  expect(seen.map((leads) => leads.sort())).toEqual(asked.map(({ place }) => (place ? [place.leadId] : everybody)))
})

test('a query that names no workspace is an error, and not an empty list', async () => {
  await expect(db.pool.query('select 1')).rejects.toThrow('A query outside of a workspace')
  await expect(db.pool.connect()).rejects.toThrow('A query outside of a workspace')
  await expect(db.prisma.lead.findMany()).rejects.toThrow('A query outside of a workspace')
  await expect(db.prisma.lead.findUnique({ where: { id: places[0]!.leadId } })).rejects.toThrow(
    'A query outside of a workspace',
  )
  await expect(db.transaction(async () => {})).rejects.toThrow('A query outside of a workspace')
})

test('a scope is left with its work, and a scope within another ends there', async () => {
  const [ours, theirs] = places as [(typeof places)[0], (typeof places)[0]]
  await inWorkspace(ours.workspaceId, async () => {
    const within = await inWorkspace(theirs.workspaceId, () => db.prisma.lead.findMany())
    expect([within.map(ids), (await db.prisma.lead.findMany()).map(ids)]).toEqual([[theirs.leadId], [ours.leadId]])
  })
})

test('how the pool stands counts the connections of the workspaces and those of the system', async () => {
  await Promise.all([
    asSystem(() => db.pool.query('select 1')),
    inWorkspace(places[0]!.workspaceId, () => db.pool.query('select 1')),
  ])
  const client = await asSystem(() => db.pool.connect())
  const { inUse, idle, waiting } = db.standing()
  client.release()
  expect({ inUse, waiting }).toEqual({ inUse: 1, waiting: 0 })
  expect(db.standing()).toEqual({ inUse: 0, idle: idle + 1, waiting: 0 })
  const many = Array.from({ length: 4 }, () => asSystem(() => db.pool.query('select pg_sleep(0.05)')))
  await new Promise((resolve) => setImmediate(resolve))
  expect(db.standing()).toMatchObject({ inUse: 2, waiting: 2 })
  await Promise.all(many)
})

test('a connection that has died is replaced, and the new one is told its workspace', async () => {
  const single = openDatabase(stores.requestUrl, { name: 'test', connections: 1, scoped: true })
  await inWorkspace(places[0]!.workspaceId, () => single.query({ text: 'select 1' }))
  await stores.db.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like '%_api'",
  )
  const again = () => inWorkspace(places[1]!.workspaceId, () => single.prisma.lead.findMany())
  const seen = await again().catch(again) // the first may be handed the connection that has just died
  expect(seen.map(ids)).toEqual([places[1]!.leadId])
  await single.stop()
})
