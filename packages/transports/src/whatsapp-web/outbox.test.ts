import { beforeEach, describe, expect, test } from '@jest/globals'
import type { Ack, SendOutcome } from '../transport.js'
import { createOutbox, type Outbox } from './outbox.js'

describe('what was handed to the page', () => {
  let outbox: Outbox
  let acks: Ack[]
  let hurry: AbortController

  beforeEach(() => {
    acks = []
    hurry = new AbortController()
    outbox = createOutbox({ ack: (ack) => void acks.push(ack) }, 60_000)
  })

  /** Hands a message over; `echo` is the page's word on it. */
  const send = () => {
    let echo: { resolve(id: string | null): void; reject(err: Error): void } | undefined
    const page = new Promise<string | null>((resolve, reject) => {
      echo = { resolve, reject }
    })
    return { outcome: outbox.send('message-1', page, hurry.signal, 0), ...echo! }
  }
  const levels = () => acks.map(({ level, messageId }) => [level, messageId])

  test("is accepted by WhatsApp's first ack, not by the page's echo", async () => {
    const { outcome, resolve } = send()
    resolve('A1')
    outbox.acknowledge({ id: 'A1', ack: 0 })
    expect(await Promise.race([outcome, Promise.resolve('still open')])).toBe('still open')
    outbox.acknowledge({ id: 'A1', ack: 1 })
    expect(await outcome).toEqual({ kind: 'accepted', transportMessageId: 'A1' })
    outbox.acknowledge({ id: 'A1', ack: 2 })
    outbox.acknowledge({ id: 'A1', ack: 4 })
    expect(levels()).toEqual([
      ['sent', 'message-1'],
      ['delivered', 'message-1'],
      ['read', 'message-1'],
    ])
  })

  test('is accepted by an ack that is faster than the echo', async () => {
    const { outcome, resolve } = send()
    outbox.acknowledge({ id: 'A1', ack: 1 })
    expect(acks).toEqual([])
    resolve('A1')
    expect((await outcome).kind).toBe('accepted')
    expect(levels()).toEqual([['sent', 'message-1']])
  })

  test.each<[string | undefined, Partial<SendOutcome>]>([
    [undefined, { kind: 'refused', code: 'rejected' }],
    ['403 blocked', { kind: 'refused', code: 'rejected' }],
    ['1503', { kind: 'refused' }],
    ['503 busy', { kind: 'unavailable', scope: 'message' }],
  ])('with an ack of -1 and %s was not sent', async (error, expected) => {
    const { outcome, resolve } = send()
    resolve('A1')
    await Promise.resolve()
    outbox.acknowledge({ id: 'A1', ack: -1, ...(error === undefined ? {} : { error }) })
    expect(await outcome).toMatchObject(expected)
    expect(acks).toEqual([])
  })

  test('is unknown when the page does not say its id, complains, or is gone, or when nobody waits any more', async () => {
    const nameless = send()
    nameless.resolve(null)
    const broken = send()
    broken.reject(new Error('Target closed'))
    const cut = send()
    cut.resolve('A2')
    outbox.abandon('the browser ended')
    const late = send()
    hurry.abort()
    for (const { outcome } of [nameless, broken, cut, late]) {
      expect(await outcome).toEqual({ kind: 'unknown', cause: expect.stringMatching(/./) })
    }
  })

  test('is settled by a late ack after it was unknown', async () => {
    const { outcome, resolve } = send()
    resolve('A1')
    await Promise.resolve()
    hurry.abort()
    expect((await outcome).kind).toBe('unknown')
    outbox.acknowledge({ id: 'A1', ack: 2 })
    expect(levels()).toEqual([['delivered', 'message-1']])
  })

  test('was refused when the page found nobody to send it to', async () => {
    const { outcome, reject } = send()
    reject(new Error('Error: No LID for user'))
    expect(await outcome).toMatchObject({ kind: 'refused', code: 'not_on_whatsapp' })
  })

  test('and acks of what an earlier session sent, under the id of the network alone', () => {
    outbox.acknowledge({ id: 'B1', ack: 2 })
    expect(acks).toEqual([{ transportMessageId: 'B1', level: 'delivered', at: expect.any(Date) }])
  })
})
