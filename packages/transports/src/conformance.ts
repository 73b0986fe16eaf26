import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type DeviceRecorder, recordDevice } from './conformance-recorder.js'
import { buildOutboundMessage, type TransportWorld } from './conformance-world.js'
import type { DeviceIdentity, DeviceSession, OutboundMessage, SendOutcome } from './transport.js'

/** A signal that nobody aborts. */
const noHurry = () => new AbortController().signal

/** Sends, and gives up as soon as `giveUp` resolves. */
async function sendUntil(session: DeviceSession, message: OutboundMessage, giveUp: Promise<unknown>) {
  const hurry = new AbortController()
  const outcome = session.send(message, hurry.signal)
  await giveUp
  hurry.abort()
  return outcome
}

/**
 * What every adapter must do, whatever network is behind it. Every sentence here is a promise of `transport.ts`. `openWorld`
 * opens a fresh world, in which everything goes well.
 */
export function describeTransport(name: string, openWorld: () => Promise<TransportWorld>): void {
  describe(`${name} keeps the promises of a transport`, () => {
    let world: TransportWorld
    let device: DeviceIdentity
    let says: DeviceRecorder
    let session: DeviceSession

    const open = async (on: DeviceIdentity, recorder: DeviceRecorder) => {
      const opened = await world.createTransport().open(on, recorder)
      await recorder.says('online')
      return opened
    }

    beforeEach(async () => {
      world = await openWorld()
      device = world.newDevice()
      says = recordDevice()
      session = await open(device, says)
    })
    afterEach(() => world.close())

    const toSomebody = (message: Partial<OutboundMessage> = {}) =>
      buildOutboundMessage({ to: world.newPhone(), ...message })
    const accepted = { kind: 'accepted', transportMessageId: expect.stringMatching(/./) }
    const receivedBy = async (phone: string) => (await world.received()).filter(({ to }) => to === phone)

    describe('an answer', () => {
      test("an accepted message reaches the phone exactly once and carries the network's id", async () => {
        const message = toSomebody()
        const outcome = await session.send(message, noHurry())
        expect(outcome).toEqual(accepted)
        expect(await receivedBy(message.to)).toEqual([expect.objectContaining({ text: message.text })])
      })

      test('a picture goes with its address and its caption', async () => {
        const picture = toSomebody({
          type: 'image',
          text: 'Look: «ñ» 👍🏽',
          mediaUrl: 'https://example.test/a.png?b=c&d',
        })
        expect((await session.send(picture, noHurry())).kind).toBe('accepted')
        const { text, mediaUrl } = picture
        expect(await receivedBy(picture.to)).toEqual([expect.objectContaining({ text, mediaUrl })])
      })

      test('messages that are sent at once each arrive once, under ids of their own', async () => {
        const batch = Array.from({ length: 25 }, () => toSomebody())
        const outcomes = await Promise.all(batch.map((message) => session.send(message, noHurry())))
        const ids = outcomes.map((outcome) => (outcome.kind === 'accepted' ? outcome.transportMessageId : outcome))
        expect(new Set(ids).size).toBe(batch.length)
        const texts = (await world.received()).map(({ text }) => text)
        expect(texts.sort()).toEqual(batch.map(({ text }) => text).sort())
      })

      test('a slow answer is an answer', async () => {
        await world.slowDown()
        const message = toSomebody()
        expect((await session.send(message, noHurry())).kind).toBe('accepted')
        expect(await receivedBy(message.to)).toHaveLength(1)
      })

      test('a number that is not on WhatsApp is refused, with its code; or later, where a gateway queues', async () => {
        const { queuesInternally, acks } = world.createTransport().capabilities
        const message = toSomebody({ to: await world.phoneNotOnWhatsApp() })
        const outcome = await session.send(message, noHurry())
        expect(outcome).toEqual(
          queuesInternally
            ? accepted
            : { kind: 'refused', code: 'not_on_whatsapp', reason: expect.stringMatching(/./) },
        )
        if (queuesInternally && acks) await says.until(() => says.acks.length > 0)
        expect(says.acks.map(({ level, reason }) => [level, reason])).toEqual(
          queuesInternally && acks ? [['failed', expect.stringMatching(/./)]] : [],
        )
        expect(await receivedBy(message.to)).toEqual([])
      })
    })

    describe('certainly not sent', () => {
      const expectNotSent = async (message: OutboundMessage, outcome: SendOutcome, scope: 'message' | 'device') => {
        expect(outcome).toMatchObject({ kind: 'unavailable', scope, reason: expect.stringMatching(/./) })
        expect(outcome.kind === 'unavailable' && outcome.retryAfterMs >= 0).toBe(true)
        expect(await receivedBy(message.to)).toEqual([])
      }

      test('a message that is turned away is unavailable, and says when to try again', async () => {
        await world.turnAway()
        const message = toSomebody()
        await expectNotSent(message, await session.send(message, noHurry()), 'message')
      })

      test('a network that cannot be reached is unavailable: certainly not sent', async () => {
        await world.vanish()
        const message = toSomebody()
        await expectNotSent(message, await session.send(message, noHurry()), 'device')
      })

      test('a dropped device sends nothing', async () => {
        await world.drop(device)
        const message = toSomebody()
        await expectNotSent(message, await session.send(message, noHurry()), 'device')
      })

      test('send after close is unavailable, and nothing is sent', async () => {
        await session.close()
        const message = toSomebody()
        await expectNotSent(message, await session.send(message, noHurry()), 'device')
      })

      test('a signal that was aborted beforehand: nothing is sent, and nothing is called sent', async () => {
        const message = toSomebody()
        const outcome = await session.send(message, AbortSignal.abort())
        expect(['unavailable', 'unknown']).toContain(outcome.kind)
        expect(await receivedBy(message.to)).toEqual([])
      })
    })

    describe('perhaps sent', () => {
      const unknown = { kind: 'unknown', cause: expect.stringMatching(/./) }

      test('when no answer comes before the signal aborts the outcome is unknown', async () => {
        await world.fallSilent()
        const message = toSomebody()
        const reached = arrives(world, message.to)
        expect(await sendUntil(session, message, reached)).toEqual(unknown)
        expect(await receivedBy(message.to)).toHaveLength(1)
      })

      test('a garbage answer is unknown', async () => {
        await world.talkGarbage()
        expect(await session.send(toSomebody(), noHurry())).toEqual(unknown)
      })

      test('a failure inside the network is unknown', async () => {
        await world.failInside()
        expect(await session.send(toSomebody(), noHurry())).toEqual(unknown)
      })

      test('a connection that breaks before the answer is unknown, and nothing is sent again', async () => {
        await world.breakOff()
        const message = toSomebody()
        expect(await session.send(message, noHurry())).toEqual(unknown)
        expect(await receivedBy(message.to)).toHaveLength(1)
      })
    })

    describe('a message that is asked for', () => {
      /** The network's answer; what an adapter that cannot ask would have to say is that it does not know. */
      const lookUp = async (messageId: string, asking = session) =>
        asking.lookUp === undefined ? ({ kind: 'unknown' } as const) : asking.lookUp(messageId)
      const canAsk = () => world.createTransport().capabilities.lookup
      const found = { kind: 'found', transportMessageId: expect.stringMatching(/./), at: expect.any(Date) }
      const unknown = { kind: 'unknown' }

      test('a session can be asked exactly where its transport says so', () => {
        expect(session.lookUp !== undefined).toBe(canAsk())
      })

      test('one whose answer never came is found where its phone received it, by whoever has the device then', async () => {
        await world.fallSilent()
        const message = toSomebody()
        await sendUntil(session, message, arrives(world, message.to))
        expect(await lookUp(message.id)).toEqual(canAsk() ? found : unknown)
        await session.close()
        expect(await lookUp(message.id, await open(device, recordDevice()))).toEqual(canAsk() ? found : unknown)
        expect(await receivedBy(message.to)).toHaveLength(1)
      })

      test('an accepted one is found under the id that it was accepted with', async () => {
        const message = toSomebody()
        const outcome = await session.send(message, noHurry())
        const { transportMessageId } = outcome as Extract<SendOutcome, { kind: 'accepted' }>
        expect(await lookUp(message.id)).toEqual(canAsk() ? { ...found, transportMessageId } : unknown)
      })

      test('one that another device sent, or that no phone received, is not known', async () => {
        const message = toSomebody()
        await session.send(message, noHurry())
        expect(await lookUp(message.id, await open(world.newDevice(), recordDevice()))).toEqual(unknown)
        await world.turnAway()
        const turnedAway = toSomebody()
        await session.send(turnedAway, noHurry())
        expect(await lookUp(turnedAway.id)).toEqual(unknown)
      })

      test('a network that cannot be reached throws: that is no answer', async () => {
        await world.vanish()
        const asked = lookUp('a message').catch(() => 'thrown')
        expect(await asked).toEqual(canAsk() ? 'thrown' : unknown)
      })
    })

    describe('a session', () => {
      test('a device says that it is connecting before it says that it is online', () => {
        expect(says.statuses.indexOf('connecting')).toBe(0)
        expect(says.statuses.at(-1)).toBe('online')
      })

      test('a dropped device says so, and comes back by itself', async () => {
        await world.drop(device)
        await says.says('disconnected')
        await world.restore(device)
        await says.says('online')
        const message = toSomebody()
        expect((await session.send(message, noHurry())).kind).toBe('accepted')
        expect(await receivedBy(message.to)).toHaveLength(1)
      })

      test('close twice is harmless', async () => {
        await session.close()
        await session.close()
      })

      test('closing the transport ends its sessions, and twice is harmless', async () => {
        const transport = world.createTransport()
        const other = await transport.open(world.newDevice(), recordDevice())
        await transport.close()
        await transport.close()
        const message = toSomebody()
        expect((await other.send(message, noHurry())).kind).toBe('unavailable')
        expect(await receivedBy(message.to)).toEqual([])
      })

      test('a device that was closed can be opened again, by another sender too', async () => {
        await session.close()
        const again = await open(device, recordDevice())
        expect((await again.send(toSomebody(), noHurry())).kind).toBe('accepted')
      })

      test('opened elsewhere: the old session sends nothing more, where the network knows one session a device', async () => {
        const { exclusive } = world.createTransport().capabilities
        const elsewhere = await open(device, recordDevice())
        const late = toSomebody()
        const outcome = await session.send(late, noHurry())
        // A gateway has no sessions to tell apart: there the lease alone decides who sends.
        expect(outcome).toMatchObject(exclusive ? { kind: 'unavailable', scope: 'device' } : { kind: 'accepted' })
        expect(await receivedBy(late.to)).toHaveLength(exclusive ? 0 : 1)
        if (exclusive) await says.says('disconnected')
        // Nor does the old session's end, or its way back, take the device from the new one.
        await session.close()
        expect((await elsewhere.send(toSomebody(), noHurry())).kind).toBe('accepted')
      })

      test('a device that logs out says so, and sends nothing more', async () => {
        await session.logout()
        await says.says('logged_out')
        const message = toSomebody()
        expect((await session.send(message, noHurry())).kind).toBe('unavailable')
        expect(await receivedBy(message.to)).toEqual([])
      })
    })

    describe('what the network says back', () => {
      const capabilities = () => world.createTransport().capabilities
      /** Acks of messages that phones received otherwise; where there are none, a person's word comes after where they would be. */
      const hearEverything = async () => {
        const heard = says.messages.length
        await world.write(world.newPhone(), device, 'The last word')
        await says.until(() => says.messages.length > heard)
      }

      test("acks come forward, with the network's id, and with Siaran's where it carries one", async () => {
        const { acks, references } = capabilities()
        const message = toSomebody()
        const outcome = await session.send(message, noHurry())
        const { transportMessageId } = outcome as Extract<SendOutcome, { kind: 'accepted' }>
        if (acks) await says.until(() => says.acks.some(({ level }) => level === 'delivered'))
        else await hearEverything()
        expect(says.acks.length > 0).toBe(acks)
        for (const ack of says.acks) expect(ack).toMatchObject({ transportMessageId, at: expect.any(Date) })
        const named = says.acks.filter(({ level }) => level === 'delivered').map(({ messageId }) => messageId)
        if (references) expect(named).toContain(message.id)
        else expect(named.filter((id) => id !== undefined)).toEqual([])
      })

      test('a message whose answer never came is settled by its acks, where they name it', async () => {
        const { acks, references } = capabilities()
        await world.fallSilent()
        const message = toSomebody()
        await sendUntil(session, message, arrives(world, message.to))
        if (acks) await says.until(() => says.acks.some(({ level }) => level === 'delivered'))
        else await hearEverything()
        const named = says.acks.some(({ messageId, level }) => messageId === message.id && level === 'delivered')
        expect(named).toBe(acks && references)
      })

      test('a reply names the phone', async () => {
        const from = world.newPhone()
        await world.write(from, device, 'Berapa harganya?')
        await says.until(() => says.messages.length > 0)
        expect(says.messages[0]).toMatchObject({ from, text: 'Berapa harganya?', at: expect.any(Date) })
      })

      test('what is written while a device is closed is heard by who opens it next', async () => {
        await session.close()
        const from = world.newPhone()
        await world.write(from, device, 'Hello?')
        const next = recordDevice()
        await open(device, next)
        await next.until(() => next.messages.some((message) => message.from === from && message.text === 'Hello?'))
      })
    })
  })
}

/** Resolves when the phone has received something: the network's books are the only signal there is. */
async function arrives(world: TransportWorld, phone: string): Promise<void> {
  for (;;) {
    if ((await world.received()).some(({ to }) => to === phone)) return
    await new Promise((next) => setTimeout(next, 5))
  }
}
