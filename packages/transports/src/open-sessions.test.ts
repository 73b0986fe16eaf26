import { describe, expect, test } from '@jest/globals'
import { type Beginning, OpenSessions } from './open-sessions.js'
import type { DeviceSession } from './transport.js'

/** A session that is over as soon as it is closed, and lets go of its device when a test says so. */
function begin({ after, ended }: Beginning) {
  let letGo = () => {}
  const released = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let isClosed = false
  let mayBegin = false
  void after.then(() => {
    mayBegin = true
  })
  return {
    letGo,
    mayBegin: () => mayBegin,
    isClosed: () => isClosed,
    async close() {
      if (!isClosed) ended(Promise.all([after, released]))
      isClosed = true
    },
  } as Partial<DeviceSession> as DeviceSession & { letGo(): void; mayBegin(): boolean; isClosed(): boolean }
}
const settled = () => new Promise(setImmediate)

describe('a device that is opened again', () => {
  test('has its former session closed, and its next begin when that has let go; other devices do not wait', async () => {
    const sessions = new OpenSessions<ReturnType<typeof begin>>()
    const first = sessions.open('device', begin)
    const next = sessions.open('device', begin)
    const other = sessions.open('other', begin)
    await settled()
    expect([first.isClosed(), first.mayBegin(), next.mayBegin(), other.mayBegin()]).toEqual([true, true, false, true])
    first.letGo()
    await settled()
    expect(next.mayBegin()).toBe(true)
  })

  test('is the new session’s: the late end of the former one does not take it away', async () => {
    const sessions = new OpenSessions()
    let endFirst = () => {}
    sessions.open('device', (beginning) => {
      endFirst = () => beginning.ended(Promise.resolve())
      return { async close() {} } as Partial<DeviceSession> as DeviceSession
    })
    const next = sessions.open('device', begin)
    endFirst()
    expect([sessions.get('device'), [...sessions.all()]]).toEqual([next, [next]])
  })
})

test('a device that nobody has in hand any more is not waited for', async () => {
  const sessions = new OpenSessions<ReturnType<typeof begin>>()
  const session = sessions.open('device', begin)
  await session.close()
  expect(sessions.get('device')).toBeUndefined()
  let isFree = false
  void sessions.farewell('device').then(() => {
    isFree = true
  })
  await settled()
  expect(isFree).toBe(false)
  session.letGo()
  await settled()
  expect(isFree).toBe(true)
})

test('a device is waited for until the last farewell, also when one before it is over', async () => {
  const sessions = new OpenSessions()
  sessions.begunAfter('device', Promise.resolve())
  sessions.begunAfter('device', new Promise(() => {}))
  await settled()
  let isFree = false
  void sessions.farewell('device').then(() => {
    isFree = true
  })
  await settled()
  expect(isFree).toBe(false)
})

test('a close ends when all sessions are closed and have let go', async () => {
  const sessions = new OpenSessions<ReturnType<typeof begin>>()
  const [one, two] = [sessions.open('one', begin), sessions.open('two', begin)]
  let isOver = false
  const closing = sessions.close().then(() => {
    isOver = true
  })
  one.letGo()
  await settled()
  expect([one.isClosed(), two.isClosed(), isOver]).toEqual([true, true, false])
  two.letGo()
  await closing
})
