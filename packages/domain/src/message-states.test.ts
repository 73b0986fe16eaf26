import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  type MessageStatus,
  messageStatesBefore,
  messageStatuses,
  messageTransitions,
  openMessageStatuses,
  releasableMessageStatuses,
  stoppableMessageStatuses,
} from './message-states.js'

const next = (status: MessageStatus): readonly MessageStatus[] => messageTransitions[status]
const status = fc.constantFrom(...messageStatuses)

/** Everything that a message can become, however many steps it takes. */
function reachableFrom(start: MessageStatus, passing: (from: MessageStatus, to: MessageStatus) => boolean) {
  const reached = new Set<MessageStatus>()
  const walk = (from: MessageStatus) => {
    for (const to of next(from)) {
      if (!passing(from, to) || reached.has(to)) continue
      reached.add(to)
      walk(to)
    }
  }
  walk(start)
  return reached
}

test('the states that come before a state are those whose table names it', () => {
  fc.assert(
    fc.property(status, status, (from, to) => messageStatesBefore(to).includes(from) === next(from).includes(to)),
  )
})

test('every state but the first can be reached from pending', () => {
  const reached = reachableFrom('pending', () => true)
  expect(messageStatuses.filter((each) => !reached.has(each))).toEqual([])
})

test('what is read, failed, skipped or cancelled never moves again', () => {
  expect(messageStatuses.filter((each) => next(each).length === 0)).toEqual(['read', 'failed', 'skipped', 'cancelled'])
})

describe('an acknowledgement only moves forward', () => {
  const levels = ['sent', 'delivered', 'read'] as const
  test('no level leads back to a lower one, not even by a detour', () => {
    levels.forEach((level, rank) => {
      const reached = reachableFrom(level, () => true)
      expect(levels.slice(0, rank + 1).filter((lower) => reached.has(lower))).toEqual([])
    })
  })

  test('it may skip levels, out of sending, out of doubt, and out of what waits for another try', () => {
    for (const from of ['sending', 'unconfirmed', ...stoppableMessageStatuses] as const)
      expect(next(from)).toEqual(expect.arrayContaining([...levels]))
    expect(messageStatesBefore('read')).toEqual([...openMessageStatuses, 'sent', 'delivered', 'unconfirmed'])
  })
})

describe('nothing is sent twice', () => {
  test('what a network took never comes back to sending', () => {
    for (const taken of ['sent', 'delivered', 'read'] as const) {
      const reached = reachableFrom(taken, () => true)
      expect([...reached].filter((each) => ['pending', 'processing', 'queued', 'sending'].includes(each))).toEqual([])
    }
  })

  test('what is in doubt comes back to the road by one door alone: a person makes it pending', () => {
    expect(next('unconfirmed').filter((to) => (openMessageStatuses as readonly string[]).includes(to))).toEqual([
      'pending',
    ])
    const reached = reachableFrom('unconfirmed', (_, to) => to !== 'pending')
    expect(reached.has('sending')).toBe(false)
  })

  test('what is being sent cannot be taken back to pending', () => {
    expect(next('sending')).not.toContain('pending')
    expect(messageStatesBefore('pending')).toEqual([...releasableMessageStatuses, 'unconfirmed'])
  })
})

test('what was not handed over can be skipped or cancelled, and nothing else can', () => {
  expect(messageStatesBefore('skipped')).toEqual([...stoppableMessageStatuses])
  expect(messageStatesBefore('cancelled')).toEqual([...stoppableMessageStatuses])
})

test('only what is queued can be sent', () => {
  expect(messageStatesBefore('sending')).toEqual(['queued'])
})
