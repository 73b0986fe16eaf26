import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { describeTransport } from '../src/conformance.js'
import { recordDevice } from '../src/conformance-recorder.js'
import { buildOutboundMessage } from '../src/conformance-world.js'
import type { IncomingMessage } from '../src/transport.js'
import { openSimulatorWorld, type SimulatorWorld } from './simulator-world.js'

describeTransport('the simulator', () => openSimulatorWorld())

describe('the simulator, beyond the suite', () => {
  let world: SimulatorWorld
  beforeEach(async () => {
    world = await openSimulatorWorld()
  })
  afterEach(() => world.close())

  const noHurry = () => new AbortController().signal
  const message = () => buildOutboundMessage({ to: world.newPhone() })

  const openDevice = async (transport = world.createTransport()) => {
    const device = world.newDevice()
    const says = recordDevice()
    const session = await transport.open(device, says)
    await says.says('online')
    return { device, says, session }
  }

  test('a device that sends too fast is restricted, and sends again when it is restored', async () => {
    await world.client.setBehaviour({ banAbovePerMinute: 2 })
    const { device, says, session } = await openDevice()
    await session.send(message(), noHurry())
    await session.send(message(), noHurry())
    expect(await session.send(message(), noHurry())).toMatchObject({ kind: 'unavailable', scope: 'device' })
    await says.says('restricted')
    expect(await world.received()).toHaveLength(2)
    await world.restore(device)
    await says.says('online')
    expect((await session.send(message(), noHurry())).kind).toBe('accepted')
  })

  test('when the network is started anew its devices come back by themselves, and hear again', async () => {
    const { device, says, session } = await openDevice()
    await world.network.stop()
    await says.says('disconnected')
    await world.network.start()
    await says.says('online')
    expect((await session.send(message(), noHurry())).kind).toBe('accepted')
    await world.write('+60123456789', device, 'Still there?')
    await says.until(() => says.messages.some(({ text }) => text === 'Still there?'))
  })

  test('a network that is gone for a while is told, and found again', async () => {
    const { says, session } = await openDevice()
    await world.vanish()
    await says.says('disconnected')
    await world.proxy.comeBack()
    await says.says('online')
    expect((await session.send(message(), noHurry())).kind).toBe('accepted')
  })

  test('what a receiver could not store is told again', async () => {
    const transport = world.createTransport()
    const device = world.newDevice()
    const says = recordDevice()
    let failures = 0
    const incoming = async (heard: IncomingMessage) => {
      failures += 1
      if (failures === 1) throw new Error('the database is away')
      says.incoming(heard)
    }
    await transport.open(device, { ...says, incoming })
    await says.says('online')
    await world.write('+60123456789', device, 'Keep this')
    await says.until(() => says.messages.some(({ text }) => text === 'Keep this'))
    expect(failures).toBe(2)
  })

  test('unacknowledged events go to the sender that takes the device over', async () => {
    const device = world.newDevice()
    const deaf = recordDevice()
    const incoming = () => Promise.reject(new Error('the database is away'))
    await world.createTransport().open(device, { ...deaf, incoming })
    await deaf.says('online')
    await world.write('+60123456789', device, 'For whoever listens')
    const next = recordDevice()
    await world.createTransport().open(device, next)
    await next.until(() => next.messages.some(({ text }) => text === 'For whoever listens'))
  })

  test('many devices share one sender, and each hears its own', async () => {
    const transport = world.createTransport()
    const devices = await Promise.all(Array.from({ length: 100 }, () => openDevice(transport)))
    await Promise.all(
      devices.map(async ({ session, says }) => {
        const sent = message()
        await session.send(sent, noHurry())
        await says.until(() => says.acks.some(({ level }) => level === 'delivered'))
        expect(new Set(says.acks.map(({ messageId }) => messageId))).toEqual(new Set([sent.id]))
      }),
    )
  })

  test('a message that the network cannot read is refused: it would not be read the next time either', async () => {
    const { session } = await openDevice()
    const faulty = buildOutboundMessage({ to: 'not a phone' })
    expect(await session.send(faulty, noHurry())).toMatchObject({ kind: 'refused', code: 'invalid_content' })
  })

  test('a device that was opened twice here sends through the later session alone', async () => {
    const transport = world.createTransport()
    const { device, session } = await openDevice(transport)
    const says = recordDevice()
    const later = await transport.open(device, says)
    await says.says('online')
    expect((await session.send(message(), noHurry())).kind).toBe('unavailable')
    expect((await later.send(message(), noHurry())).kind).toBe('accepted')
    expect(await world.received()).toHaveLength(1)
  })
})
