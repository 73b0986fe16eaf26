import { describe, expect, test } from '@jest/globals'
import { recordDevice } from './conformance-recorder.js'
import { type ConformanceScene, noHurry, sendUntil } from './conformance-scene.js'
import type { OutboundMessage, SendOutcome } from './transport.js'

/** What became of a message, as its sender is told it. */
export function describeSending(scene: ConformanceScene): void {
  const accepted = { kind: 'accepted', transportMessageId: expect.stringMatching(/./) }

  describe('an answer', () => {
    test("an accepted message reaches the phone exactly once and carries the network's id", async () => {
      const message = scene.toSomebody()
      const outcome = await scene.session.send(message, noHurry())
      expect(outcome).toEqual(accepted)
      expect(await scene.receivedBy(message.to)).toEqual([expect.objectContaining({ text: message.text })])
    })

    test('a picture goes with its address and its caption', async () => {
      const picture = scene.toSomebody({
        type: 'image',
        text: 'Look: «ñ» 👍🏽',
        mediaUrl: 'https://example.test/a.png?b=c&d',
      })
      expect((await scene.session.send(picture, noHurry())).kind).toBe('accepted')
      const { text, mediaUrl } = picture
      expect(await scene.receivedBy(picture.to)).toEqual([expect.objectContaining({ text, mediaUrl })])
    })

    test('messages that are sent at once each arrive once, under ids of their own', async () => {
      const batch = Array.from({ length: 25 }, () => scene.toSomebody())
      const outcomes = await Promise.all(batch.map((message) => scene.session.send(message, noHurry())))
      const ids = outcomes.map((outcome) => (outcome.kind === 'accepted' ? outcome.transportMessageId : outcome))
      expect(new Set(ids).size).toBe(batch.length)
      const texts = (await scene.world.received()).map(({ text }) => text)
      expect(texts.sort()).toEqual(batch.map(({ text }) => text).sort())
    })

    test('a slow answer is an answer', async () => {
      await scene.world.slowDown()
      const message = scene.toSomebody()
      expect((await scene.session.send(message, noHurry())).kind).toBe('accepted')
      expect(await scene.receivedBy(message.to)).toHaveLength(1)
    })

    test('a number that is not on WhatsApp is refused, with its code; or later, where a gateway queues', async () => {
      const { queuesInternally, acks } = scene.world.createTransport().capabilities
      const message = scene.toSomebody({ to: await scene.world.phoneNotOnWhatsApp() })
      const outcome = await scene.session.send(message, noHurry())
      expect(outcome).toEqual(
        queuesInternally ? accepted : { kind: 'refused', code: 'not_on_whatsapp', reason: expect.stringMatching(/./) },
      )
      if (queuesInternally && acks) await scene.says.until(() => scene.says.acks.length > 0)
      expect(scene.says.acks.map(({ level, reason }) => [level, reason])).toEqual(
        queuesInternally && acks ? [['failed', expect.stringMatching(/./)]] : [],
      )
      expect(await scene.receivedBy(message.to)).toEqual([])
    })
  })

  describe('certainly not sent', () => {
    const expectNotSent = async (message: OutboundMessage, outcome: SendOutcome, scope: 'message' | 'device') => {
      expect(outcome).toMatchObject({ kind: 'unavailable', scope, reason: expect.stringMatching(/./) })
      expect(outcome.kind === 'unavailable' && outcome.retryAfterMs >= 0).toBe(true)
      expect(await scene.receivedBy(message.to)).toEqual([])
    }

    test('a message that is turned away is unavailable, and says when to try again', async () => {
      await scene.world.turnAway()
      const message = scene.toSomebody()
      await expectNotSent(message, await scene.session.send(message, noHurry()), 'message')
    })

    test('a network that cannot be reached is unavailable: certainly not sent', async () => {
      await scene.world.vanish()
      const message = scene.toSomebody()
      await expectNotSent(message, await scene.session.send(message, noHurry()), 'device')
    })

    test('a dropped device sends nothing', async () => {
      await scene.world.drop(scene.device)
      const message = scene.toSomebody()
      await expectNotSent(message, await scene.session.send(message, noHurry()), 'device')
    })

    test('send after close is unavailable, and nothing is sent', async () => {
      await scene.session.close()
      const message = scene.toSomebody()
      await expectNotSent(message, await scene.session.send(message, noHurry()), 'device')
    })

    test('a signal that was aborted beforehand: nothing is sent, and nothing is called sent', async () => {
      const message = scene.toSomebody()
      const outcome = await scene.session.send(message, AbortSignal.abort())
      expect(['unavailable', 'unknown']).toContain(outcome.kind)
      expect(await scene.receivedBy(message.to)).toEqual([])
    })
  })

  describe('perhaps sent', () => {
    const unknown = { kind: 'unknown', cause: expect.stringMatching(/./) }

    test('when no answer comes before the signal aborts the outcome is unknown', async () => {
      await scene.world.fallSilent()
      const message = scene.toSomebody()
      const reached = scene.arrives(message.to)
      expect(await sendUntil(scene.session, message, reached)).toEqual(unknown)
      expect(await scene.receivedBy(message.to)).toHaveLength(1)
    })

    test('a garbage answer is unknown', async () => {
      await scene.world.talkGarbage()
      expect(await scene.session.send(scene.toSomebody(), noHurry())).toEqual(unknown)
    })

    test('a failure inside the network is unknown', async () => {
      await scene.world.failInside()
      expect(await scene.session.send(scene.toSomebody(), noHurry())).toEqual(unknown)
    })

    test('a connection that breaks before the answer is unknown, and nothing is sent again', async () => {
      await scene.world.breakOff()
      const message = scene.toSomebody()
      expect(await scene.session.send(message, noHurry())).toEqual(unknown)
      expect(await scene.receivedBy(message.to)).toHaveLength(1)
    })
  })

  describe('a message that is asked for', () => {
    /** The network's answer; what an adapter that cannot ask would have to say is that it does not know. */
    const lookUp = async (messageId: string, asking = scene.session) =>
      asking.lookUp === undefined ? ({ kind: 'unknown' } as const) : asking.lookUp(messageId)
    const canAsk = () => scene.world.createTransport().capabilities.lookup
    const found = { kind: 'found', transportMessageId: expect.stringMatching(/./), at: expect.any(Date) }
    const unknown = { kind: 'unknown' }

    test('a session can be asked exactly where its transport says so', () => {
      expect(scene.session.lookUp !== undefined).toBe(canAsk())
    })

    test('one whose answer never came is found where its phone received it, by whoever has the device then', async () => {
      await scene.world.fallSilent()
      const message = scene.toSomebody()
      await sendUntil(scene.session, message, scene.arrives(message.to))
      expect(await lookUp(message.id)).toEqual(canAsk() ? found : unknown)
      await scene.session.close()
      expect(await lookUp(message.id, await scene.open(scene.device, recordDevice()))).toEqual(
        canAsk() ? found : unknown,
      )
      expect(await scene.receivedBy(message.to)).toHaveLength(1)
    })

    test('an accepted one is found under the id that it was accepted with', async () => {
      const message = scene.toSomebody()
      const outcome = await scene.session.send(message, noHurry())
      const { transportMessageId } = outcome as Extract<SendOutcome, { kind: 'accepted' }>
      expect(await lookUp(message.id)).toEqual(canAsk() ? { ...found, transportMessageId } : unknown)
    })

    test('one that another device sent, or that no phone received, is not known', async () => {
      const message = scene.toSomebody()
      await scene.session.send(message, noHurry())
      expect(await lookUp(message.id, await scene.open(scene.world.newDevice(), recordDevice()))).toEqual(unknown)
      await scene.world.turnAway()
      const turnedAway = scene.toSomebody()
      await scene.session.send(turnedAway, noHurry())
      expect(await lookUp(turnedAway.id)).toEqual(unknown)
    })

    test('a network that cannot be reached throws: that is no answer', async () => {
      await scene.world.vanish()
      const asked = lookUp('a message').catch(() => 'thrown')
      expect(await asked).toEqual(canAsk() ? 'thrown' : unknown)
    })
  })
}
