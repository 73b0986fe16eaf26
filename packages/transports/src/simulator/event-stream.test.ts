import { afterEach, describe, expect, test } from '@jest/globals'
import { listen } from './event-stream.js'
import type { NetworkEvent, PollAnswer } from './wire.js'

const incoming = (seq: number): NetworkEvent => ({
  type: 'incoming',
  seq,
  device: 'd1',
  from: '+60123456789',
  text: `event ${seq}`,
  at: '2026-11-22T08:00:00.000Z',
})

describe('listening to the events of an owner', () => {
  let stop = async () => {}
  afterEach(() => stop())

  /** Plays the answers, one a poll (null: the network cannot be heard), and resolves with the polls once one more came. */
  const play = (answers: (PollAnswer | null)[], hear: (event: NetworkEvent) => Promise<void> = async () => {}) =>
    new Promise<{
      polls: { stream: string | undefined; ackUpTo: number }[]
      troubles: number
      passedBy: { event: unknown; err: unknown }[]
    }>((resolve) => {
      const passedBy: { event: unknown; err: unknown }[] = []
      const polls: { stream: string | undefined; ackUpTo: number }[] = []
      let troubles = 0
      const stream = listen({
        hear,
        sleep: async () => {},
        passedBy: (event, err) => void passedBy.push({ event, err }),
        troubled: () => {
          troubles += 1
        },
        poll: ({ stream: name, ackUpTo }, signal) => {
          polls.push({ stream: name, ackUpTo })
          const answer = answers[polls.length - 1]
          if (answer === null) return Promise.reject(new Error('unreachable'))
          if (answer) return Promise.resolve(answer)
          resolve({ polls, troubles, passedBy })
          return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
        },
      })
      stop = stream.stop
    })

  test('what was heard is acknowledged with the next poll', async () => {
    const { polls } = await play([
      { stream: 's', events: [incoming(1), incoming(2)] },
      { stream: 's', events: [] },
    ])
    expect(polls).toEqual([
      { stream: undefined, ackUpTo: 0 },
      { stream: 's', ackUpTo: 2 },
      { stream: 's', ackUpTo: 2 },
    ])
  })

  test('nothing is acknowledged as long as one receiver fails', async () => {
    let failures = 0
    const { polls } = await play(
      [
        { stream: 's', events: [incoming(1), incoming(2)] },
        { stream: 's', events: [incoming(1), incoming(2)] },
      ],
      async ({ seq }) => {
        if (seq === 2 && failures++ === 0) throw new Error('the database is away')
      },
    )
    expect(polls.map(({ ackUpTo }) => ackUpTo)).toEqual([0, 0, 2])
  })

  test('an event that its receiver fails on every time is passed by, and told of, after ten tries', async () => {
    const heard: number[] = []
    const answer = { stream: 's', events: [incoming(1), incoming(2)] }
    const { polls, passedBy } = await play(Array(10).fill(answer), async ({ seq }) => {
      if (seq === 1) throw new Error('a phone of no kind')
      heard.push(seq)
    })
    expect(polls.map(({ ackUpTo }) => ackUpTo)).toEqual([...Array(10).fill(0), 2])
    expect(heard).toContain(2)
    expect(passedBy).toEqual([{ event: incoming(1), err: new Error('a phone of no kind') }])
  })

  test('an event that cannot be read is passed by at once, and the others are heard', async () => {
    const heard: number[] = []
    const garbled = { seq: 2, type: 'incoming', device: 'd1', at: 'yesterday' }
    const { polls, passedBy } = await play(
      [{ stream: 's', events: [incoming(1), garbled, incoming(3)] }],
      async ({ seq }) => {
        heard.push(seq)
      },
    )
    expect(heard).toEqual([1, 3])
    expect(polls.map(({ ackUpTo }) => ackUpTo)).toEqual([0, 3])
    expect(passedBy.map(({ event }) => event)).toEqual([garbled])
  })

  test('a network that was started anew is told of, and its events are counted from the beginning', async () => {
    const { polls, troubles } = await play([
      { stream: 'before', events: [incoming(1), incoming(2), incoming(3)] },
      { stream: 'after', events: [] },
      { stream: 'after', events: [incoming(1)] },
    ])
    expect(troubles).toBe(1)
    expect(polls.map(({ ackUpTo }) => ackUpTo)).toEqual([0, 3, 0, 1])
  })

  test('an outage is told of once, however long it takes', async () => {
    const { polls, troubles } = await play([
      { stream: 's', events: [incoming(1)] },
      null,
      null,
      { stream: 's', events: [] },
    ])
    expect(troubles).toBe(1)
    expect(polls.at(-1)).toEqual({ stream: 's', ackUpTo: 1 })
  })
})
