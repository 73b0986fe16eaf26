import { describe, expect, test } from '@jest/globals'
import { recordDevice } from './conformance-recorder.js'
import { type ConformanceScene, noHurry, sendUntil } from './conformance-scene.js'
import type { SendOutcome } from './transport.js'

/** A device's coming and going, and what it says of its own accord. */
export function describeSession(scene: ConformanceScene): void {
  describe('a session', () => {
    test('a device says that it is connecting before it says that it is online', () => {
      expect(scene.says.statuses.indexOf('connecting')).toBe(0)
      expect(scene.says.statuses.at(-1)).toBe('online')
    })

    test('a dropped device says so, and comes back by itself', async () => {
      await scene.world.drop(scene.device)
      await scene.says.says('disconnected')
      await scene.world.restore(scene.device)
      await scene.says.says('online')
      const message = scene.toSomebody()
      expect((await scene.session.send(message, noHurry())).kind).toBe('accepted')
      expect(await scene.receivedBy(message.to)).toHaveLength(1)
    })

    test('close twice is harmless', async () => {
      await scene.session.close()
      await scene.session.close()
    })

    test('closing the transport ends its sessions, and twice is harmless', async () => {
      const transport = scene.world.createTransport()
      const other = await transport.open(scene.world.newDevice(), recordDevice())
      await transport.close()
      await transport.close()
      const message = scene.toSomebody()
      expect((await other.send(message, noHurry())).kind).toBe('unavailable')
      expect(await scene.receivedBy(message.to)).toEqual([])
    })

    test('a device that was closed can be opened again, by another sender too', async () => {
      await scene.session.close()
      const again = await scene.open(scene.device, recordDevice())
      expect((await again.send(scene.toSomebody(), noHurry())).kind).toBe('accepted')
    })

    test('opened elsewhere: the old session sends nothing more, where the network knows one session a device', async () => {
      const { exclusive } = scene.world.createTransport().capabilities
      const elsewhere = await scene.open(scene.device, recordDevice())
      const late = scene.toSomebody()
      const outcome = await scene.session.send(late, noHurry())
      // A gateway has no sessions to tell apart: there the lease alone decides who sends.
      expect(outcome).toMatchObject(exclusive ? { kind: 'unavailable', scope: 'device' } : { kind: 'accepted' })
      expect(await scene.receivedBy(late.to)).toHaveLength(exclusive ? 0 : 1)
      if (exclusive) await scene.says.says('disconnected')
      expect(typeof scene.session.endedAt === 'number').toBe(exclusive)
      // Nor does the old session's end, or its way back, take the device from the new one.
      await scene.session.close()
      expect((await elsewhere.send(scene.toSomebody(), noHurry())).kind).toBe('accepted')
    })

    test('a device that logs out says so, and sends nothing more', async () => {
      await scene.session.logout()
      await scene.says.says('logged_out')
      const message = scene.toSomebody()
      expect((await scene.session.send(message, noHurry())).kind).toBe('unavailable')
      expect(await scene.receivedBy(message.to)).toEqual([])
    })
  })

  describe('what the network says back', () => {
    const capabilities = () => scene.world.createTransport().capabilities
    /** Acks of messages that phones received otherwise; where there are none, a person's word comes after where they would be. */
    const hearEverything = async () => {
      const heard = scene.says.messages.length
      await scene.world.write(scene.world.newPhone(), scene.device, 'The last word')
      await scene.says.until(() => scene.says.messages.length > heard)
    }

    test("acks come forward, with the network's id, and with Siaran's where it carries one", async () => {
      const { acks, references } = capabilities()
      const message = scene.toSomebody()
      const outcome = await scene.session.send(message, noHurry())
      const { transportMessageId } = outcome as Extract<SendOutcome, { kind: 'accepted' }>
      if (acks) await scene.says.until(() => scene.says.acks.some(({ level }) => level === 'delivered'))
      else await hearEverything()
      expect(scene.says.acks.length > 0).toBe(acks)
      for (const ack of scene.says.acks) expect(ack).toMatchObject({ transportMessageId, at: expect.any(Date) })
      const named = scene.says.acks.filter(({ level }) => level === 'delivered').map(({ messageId }) => messageId)
      if (references) expect(named).toContain(message.id)
      else expect(named.filter((id) => id !== undefined)).toEqual([])
    })

    test('a message whose answer never came is settled by its acks, where they name it', async () => {
      const { acks, references } = capabilities()
      await scene.world.fallSilent()
      const message = scene.toSomebody()
      await sendUntil(scene.session, message, scene.arrives(message.to))
      if (acks) await scene.says.until(() => scene.says.acks.some(({ level }) => level === 'delivered'))
      else await hearEverything()
      const named = scene.says.acks.some(({ messageId, level }) => messageId === message.id && level === 'delivered')
      expect(named).toBe(acks && references)
    })

    test('a reply names the phone', async () => {
      const from = scene.world.newPhone()
      await scene.world.write(from, scene.device, 'Berapa harganya?')
      await scene.says.until(() => scene.says.messages.length > 0)
      expect(scene.says.messages[0]).toMatchObject({ from, text: 'Berapa harganya?', at: expect.any(Date) })
    })

    test('what is written while a device is closed is heard by who opens it next', async () => {
      await scene.session.close()
      const from = scene.world.newPhone()
      await scene.world.write(from, scene.device, 'Hello?')
      const next = recordDevice()
      await scene.open(scene.device, next)
      await next.until(() => next.messages.some((message) => message.from === from && message.text === 'Hello?'))
    })
  })
}
