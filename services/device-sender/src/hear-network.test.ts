import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { testLog, until } from '@siaran/testkit'
import { type HearDeps, hearNetwork } from './hear-network.js'
import type { ServedDevice } from './served-device.js'

/** A device whose words cannot be written while `store.isAway`. */
function earOf(store: { isAway: boolean }) {
  const written: string[] = []
  const added: string[] = []
  let tries = 0
  const deps = {
    live: { publish() {} },
    log: testLog,
    fleet: { add: async (id: string) => void added.push(id), remove: async () => {} },
    askForSlots() {},
    lookUpDoubts() {},
    ledger: {
      async writeStatus({ status }: { status: string }) {
        tries++
        if (store.isAway) throw new Error('Connection terminated')
        written.push(status)
        return { workspaceId: 'w' }
      },
    },
  }
  const device = { id: 'd', epoch: 1, row: { workspaceId: 'w' }, online: false, hasLeft: false }
  const { status } = hearNetwork(deps as unknown as HearDeps, device as unknown as ServedDevice)
  return { device, status, written, added, tries: () => tries }
}

test('a device that comes online while the store is away sends as soon as it is back', async () => {
  const store = { isAway: true }
  const { device, status, written, added, tries } = earOf(store)
  status('online')
  await until(() => tries() === 2, 'it is tried again')
  expect([device.online, added]).toEqual([false, []])
  store.isAway = false
  await until(() => added.length === 1, 'its queue is worked on')
  expect([device.online, written]).toEqual([true, ['online']])
})

test('a device that leaves meanwhile has nothing to say any more', async () => {
  const store = { isAway: true }
  const { device, status, written, tries } = earOf(store)
  status('online')
  await until(() => tries() === 1, 'it could not be written')
  device.hasLeft = true
  store.isAway = false
  await wait(1_000)
  expect(written).toEqual([])
})
