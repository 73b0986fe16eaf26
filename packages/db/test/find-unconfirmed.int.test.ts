import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readUnconfirmed } from '@siaran/db'
import { openScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const doubt = { errorCode: 'no_answer', errorMessage: 'The answer never came' }

test('a sender finds what is in doubt on its devices: of others nothing, of each a page, the newest first, and one behind a message, none of old', async () => {
  const { id: campaignId } = await scene.campaign()
  const [{ id: deviceId }, other, { id: foreign }] = [await scene.device(), await scene.device(), await scene.device()]
  const inDoubt = { campaignId, status: 'unconfirmed', ...doubt, sendingAt: new Date() }
  const ours = await scene.messages(3, { ...inDoubt, deviceId })
  const theirs = await scene.messages(1, { ...inDoubt, deviceId: other.id })
  await scene.messages(1, { ...inDoubt, deviceId: foreign })
  await scene.messages(1, { ...inDoubt, deviceId, status: 'failed' })
  const devices = (behind: string | null) => [
    { id: deviceId, behind },
    { id: other.id, behind: null },
  ]
  const find = async (page: number, behind: string | null) =>
    (await readUnconfirmed(scene.db, devices(behind), { page, maxAgeMs: 86_400_000 })).map(({ id }) => id)
  const [oldest, middle, newest] = ours.map(({ id }) => id) as [string, string, string]
  const there = theirs[0]!.id
  expect(await find(2, null)).toEqual([there, newest, middle])
  expect(await find(1, newest)).toEqual([there, newest, middle])
  expect(await find(1, middle)).toEqual([there, newest, oldest])
  expect(await find(2, newest)).toEqual([there, newest, middle, oldest])
})
