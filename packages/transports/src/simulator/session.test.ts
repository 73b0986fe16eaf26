import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type DeviceRecorder, recordDevice } from '../conformance-recorder.js'
import { buildOutboundMessage } from '../conformance-world.js'
import type { PhoneNetworkApi } from './phone-network-api.js'
import { type SimulatorSession, startSimulatorSession } from './session.js'
import type { ConnectAnswer, NetworkEvent } from './wire.js'

describe("a device's session on the phone network", () => {
  let connects: { resume: boolean }[]
  let sends: number
  let answer: ConnectAnswer
  let says: DeviceRecorder
  let session: SimulatorSession

  const api: PhoneNetworkApi = {
    connect: async (_, resume) => {
      connects.push({ resume })
      return answer
    },
    send: async () => {
      sends += 1
      return { kind: 'accepted', transportMessageId: 'n1' }
    },
    lookUp: async () => ({ kind: 'unknown' }),
    disconnect: async () => {},
    logout: async () => {},
    poll: () => new Promise(() => {}),
  }
  const told = (type: 'dropped' | 'restored' | 'restricted' | 'replaced'): NetworkEvent => ({
    type,
    seq: 1,
    device: 'd1',
    at: '2026-11-22T08:00:00.000Z',
  })
  const message = buildOutboundMessage({ to: '+60123456789' })

  beforeEach(async () => {
    connects = []
    sends = 0
    answer = { status: 'online' }
    says = recordDevice()
    session = startSimulatorSession('d1', says, { api, after: Promise.resolve(), ended: () => {} })
    await says.says('online')
  })
  afterEach(() => session.close())

  test('takes the device at first, and comes back without taking it from a later owner', async () => {
    await session.hear(told('dropped'))
    await session.hear(told('restored'))
    // At the word of the network, long before the next try of its own would be due.
    await new Promise(setImmediate)
    expect(says.statuses.at(-1)).toBe('online')
    expect(connects).toEqual([{ resume: false }, { resume: true }])
  })

  test('says nothing twice: a connect that finds everything well is not heard', async () => {
    session.wake()
    session.wake()
    await new Promise(setImmediate)
    expect(says.statuses).toEqual(['connecting', 'online'])
  })

  test('is over when another owner has the device, and does not try again', async () => {
    answer = { status: 'replaced', reason: 'connected elsewhere' }
    session.wake()
    await says.says('disconnected')
    session.wake()
    await new Promise(setImmediate)
    expect(connects).toHaveLength(2)
    expect((await session.send(message, new AbortController().signal)).kind).toBe('unavailable')
    expect(sends).toBe(0)
  })

  test('asks the network for nothing when the signal was aborted beforehand, and says that nothing was sent', async () => {
    const outcome = await session.send(message, AbortSignal.abort())
    expect(outcome).toMatchObject({ kind: 'unavailable', scope: 'message' })
    expect(sends).toBe(0)
  })

  test('a restricted device says so, and comes back when it is restored', async () => {
    answer = { status: 'restricted', reason: 'restricted: sent too fast' }
    await session.hear(told('restricted'))
    await says.says('restricted')
    answer = { status: 'online' }
    await session.hear(told('restored'))
    await says.says('online')
    expect(says.statuses).toEqual(['connecting', 'online', 'restricted', 'connecting', 'online'])
  })
})
