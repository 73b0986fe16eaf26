import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { checkDatabaseRole } from '../src/database-role.js'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let people: Person[]
beforeAll(async () => {
  api = await openApi({}, [
    async (scope) =>
      void scope.get('/every-workspace', { config: { policy: 'viewer' } }, () =>
        api.deps.db.prisma.workspace.findMany(),
      ),
  ])
  people = [await api.person(), await api.person()]
})
afterAll(() => api.close())

/** One of each kind of road to the database; answers something that only this workspace has. */
const roads: Record<string, (person: Person, n: number) => Promise<unknown>> = {
  'a page': async ({ call }) => (await call('GET', 'devices')).body.data[0].name,
  'a row by its key': async ({ call }) => (await call('GET', 'workspace')).body.data.name,
  'a row and its relation': async ({ call }) => (await call('GET', 'auth/me')).body.data.workspace.name,
  'a body, and a list of queries in a transaction': async ({ call, workspaceId }) =>
    (await call('PATCH', 'workspace', { name: workspaceId })).body.data.name,
  'a function in a transaction, and counters': async ({ call, workspaceId }, n) =>
    (
      await call('POST', 'campaigns', {
        name: `${workspaceId} ${n}`,
        messageType: 'text',
        messageContent: 'Hi',
        audienceType: 'all',
        scheduleType: 'manual',
      })
    ).body.data.name.split(' ')[0],
}

test.each(Object.entries(roads))(
  '%s: fifty requests of each of two workspaces, many at once, and each is answered its own',
  async (name, road) => {
    // Prisma gives up on a transaction that waits 2 s for one of the ten connections.
    const atOnce = name.includes('transaction') ? 20 : 100
    for (const { call, workspaceId } of people) {
      await call('PATCH', 'workspace', { name: workspaceId })
      if ((await call('GET', 'devices')).body.data.length === 0)
        await call('POST', 'devices', { name: workspaceId, transport: 'simulator' })
    }
    const asked = Array.from({ length: 100 }, (_, n) => people[n % 2]!)
    const answers: unknown[] = []
    for (let done = 0; done < asked.length; done += atOnce)
      answers.push(...(await Promise.all(asked.slice(done, done + atOnce).map((person, n) => road(person, n)))))
    expect(answers).toEqual(asked.map(({ workspaceId }) => workspaceId))
  },
)

test('a body that comes piece by piece is still answered in the workspace of its caller', async () => {
  const [{ token, workspaceId }] = people as [Person]
  const { status, body } = await api.send('/api/v1/workspace', {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: workspaceId }) + ' '.repeat(900_000),
  })
  expect([status, body.data?.name]).toEqual([200, workspaceId])
})

test('a route that forgets to ask for its own workspace shows no other', async () => {
  for (const { token, workspaceId } of people) {
    const { body } = await api.send('/every-workspace', { headers: { authorization: `Bearer ${token}` } })
    expect(body.map(({ id }: { id: string }) => id)).toEqual([workspaceId])
  }
})

test('an API that logs in as the owner says so when it starts', async () => {
  const said: unknown[] = []
  const log = { warn: (line: unknown) => said.push(line) } as unknown as TestApi['deps']['log']
  await checkDatabaseRole({ db: api.deps.db, log })
  expect(said).toEqual([])
  await checkDatabaseRole({ db: api.stores.db, log })
  expect(said).toEqual([expect.stringContaining('does not keep workspaces apart for this role')])
})
