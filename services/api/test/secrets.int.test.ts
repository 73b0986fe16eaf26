import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createSecretBox, sessionRow } from '@siaran/secrets'
import { insertDevice } from '@siaran/testkit'
import { resealSecrets } from '../src/reseal-secrets.js'
import { buildServer } from '../src/server.js'
import { openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let owner: Person
const [oldKey, newKey] = [randomBytes(32), randomBytes(32)]
beforeAll(async () => {
  api = await openApi({ SIARAN_SECRET_KEY: oldKey.toString('base64') })
  owner = await api.person()
})
afterAll(() => api.close())

const create = async (token: string) =>
  (await owner.call('POST', 'devices', { name: 'D', transport: 'simulator', credentials: { token } })).body.data
    .id as string
const stored = async (id: string) =>
  Buffer.from((await api.stores.db.prisma.device.findUniqueOrThrow({ where: { id } })).credentials!)
const withKeys = (...keys: [Buffer, ...Buffer[]]) => ({
  ...api.deps,
  config: { ...api.deps.config, SIARAN_SECRET_KEY: keys },
})

test('a key is changed without a pause: old and new open both, then the old one is not needed', async () => {
  const { prisma } = api.stores.db
  const id = await create('wablas-token')
  const without = await insertDevice(api.stores.db, { workspaceId: owner.workspaceId })
  const before = await stored(id)

  await resealSecrets(withKeys(oldKey))
  expect(await stored(id)).toEqual(before)

  const both = withKeys(newKey, oldKey)
  await resealSecrets(both)
  const after = await stored(id)
  expect(createSecretBox([newKey]).open(after, id)).toEqual({ token: 'wablas-token' })
  expect(() => createSecretBox([oldKey]).open(after, id)).toThrow('not configured')
  expect(await prisma.device.findUnique({ where: { id: without.id } })).toMatchObject({ credentials: null })

  await resealSecrets(both)
  expect(await stored(id)).toEqual(after)
})

test('credentials that were tampered with are left as they are, and hold up nobody', async () => {
  const { prisma } = api.stores.db
  const [broken, sound] = [await create('first'), await create('second')]
  const tampered = await stored(broken)
  tampered[tampered.length - 1]! ^= 1
  await prisma.device.update({ where: { id: broken }, data: { credentials: tampered } })
  await resealSecrets(withKeys(newKey, oldKey))
  expect(await stored(broken)).toEqual(tampered)
  expect(createSecretBox([newKey]).open(await stored(sound), sound)).toEqual({ token: 'second' })
})

test('the sessions of linked devices are closed anew with the credentials', async () => {
  const { db } = api.stores
  const { id: deviceId } = await insertDevice(db, { workspaceId: owner.workspaceId })
  const session = createSecretBox([oldKey]).sealBytes(Buffer.from('session'), sessionRow(deviceId))
  await db.prisma.deviceSession.create({ data: { deviceId, workspaceId: owner.workspaceId, session, leaseEpoch: 1 } })
  await resealSecrets(withKeys(newKey, oldKey))
  const after = await db.prisma.deviceSession.findUniqueOrThrow({ where: { deviceId } })
  expect(createSecretBox([newKey]).openBytes(after.session, sessionRow(deviceId))).toEqual(Buffer.from('session'))
})

test('a first answer that was closed with an old key is given again; with a key that is gone its outcome is unknown', async () => {
  const ask = async (keys: [Buffer, ...Buffer[]]) => {
    const app = await buildServer(withKeys(...keys))
    try {
      const url = await app.listen({ host: '127.0.0.1', port: 0 })
      const answer = await fetch(`${url}/api/v1/api-keys`, {
        method: 'POST',
        headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json', 'idempotency-key': 'k' },
        body: JSON.stringify({ name: 'CRM' }),
      })
      // biome-ignore lint/suspicious/noExplicitAny: looked into, field by field
      return { status: answer.status, body: (await answer.json()) as any }
    } finally {
      await app.close()
    }
  }
  const first = await ask([oldKey])
  expect(first.status).toBe(201)
  expect(await ask([newKey, oldKey])).toEqual(first)
  const lost = await ask([newKey])
  expect([lost.status, lost.body.error.code]).toEqual([409, 'request.outcome_unknown'])
})
