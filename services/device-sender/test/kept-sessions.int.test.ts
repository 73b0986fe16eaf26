import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createSecretBox } from '@siaran/secrets'
import { insertDevice, insertWorkspace, openTestStores, type TestStores } from '@siaran/testkit'
import { keptSession, MOST_SESSION_BYTES } from '../src/kept-sessions.js'

let stores: TestStores
beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)]
const session = Buffer.from([1, 0, 255, 31, 139])

async function newDevice() {
  const { id } = await insertDevice(stores.db, { workspaceId: (await insertWorkspace(stores.db)).id })
  const { deviceSession } = stores.db.prisma
  return {
    id,
    /** As its owner meets it, under the first epoch, with these keys. */
    place: (keys: [Buffer, ...Buffer[]], epoch = 1) =>
      keptSession({ db: stores.db, sender: 'sender', secrets: createSecretBox(keys) }, id, epoch),
    stored: () => deviceSession.findUnique({ where: { deviceId: id } }),
  }
}

test('what is stored is sealed: nothing of the session can be read in the row', async () => {
  const { place, stored } = await newDevice()
  const said = Buffer.from('a private key of WhatsApp')
  await place([oldKey]).save(said)
  expect(Buffer.from((await stored())!.session).includes('private key')).toBe(false)
  expect(await place([oldKey]).load()).toEqual(said)
})

test('keys are changed without a scan: the old one opens, the new one closes', async () => {
  const { place } = await newDevice()
  await place([oldKey]).save(session)
  const both = place([newKey, oldKey])
  expect(await both.load()).toEqual(session)
  await both.save(session)
  expect(await place([newKey]).load()).toEqual(session)
  await expect(place([oldKey]).load()).rejects.toThrow('configure the key that closed it, or log the device out')
})

test("another device's session does not open, and takes nobody's place", async () => {
  const [theirs, ours] = [await newDevice(), await newDevice()]
  await theirs.place([oldKey]).save(session)
  await ours.place([oldKey]).save(Buffer.from('ours'))
  await stores.db.prisma.deviceSession.update({
    where: { deviceId: ours.id },
    data: { session: (await theirs.stored())!.session },
  })
  await expect(ours.place([oldKey]).load()).rejects.toThrow('cannot be opened')
})

test('who has lost the lease hears so, whatever it asks', async () => {
  const { place, stored } = await newDevice()
  await place([oldKey]).save(session)
  const before = await stored()
  const lost = place([oldKey], 2)
  for (const asked of [lost.load(), lost.save(Buffer.from('other')), lost.forget()])
    await expect(asked).rejects.toThrow('not this sender’s any more')
  expect(await stored()).toEqual(before)
})

test('what is larger than any session is not kept, and the one before stays', async () => {
  const { place } = await newDevice()
  await place([oldKey]).save(session)
  await expect(place([oldKey]).save(Buffer.alloc(MOST_SESSION_BYTES + 1))).rejects.toThrow('are not kept')
  expect(await place([oldKey]).load()).toEqual(session)
})

test('what was forgotten is not there', async () => {
  const { place, stored } = await newDevice()
  await place([oldKey]).save(session)
  await place([oldKey]).forget()
  expect([await place([oldKey]).load(), await stored()]).toEqual([null, null])
})
