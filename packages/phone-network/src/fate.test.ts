import { describe, expect, test } from '@jest/globals'
import { type Behaviour, behaviourPatch, changed, defaultBehaviour, delayOf } from './behaviour.js'
import { roll } from './chance.js'
import { fateOf, isOnWhatsApp } from './fate.js'

const world = (rates: Partial<Behaviour['rates']>, seed = 1) => changed(defaultBehaviour, { seed, rates })
const phones = Array.from({ length: 20_000 }, (_, index) => `+6012${String(index).padStart(7, '0')}`)
const share = (of: (phone: string) => boolean) => phones.filter(of).length / phones.length

describe('the seeded world', () => {
  test('equal seeds give equal worlds, in whatever order its phones are asked', () => {
    const rates = { notOnWhatsApp: 0.1, refused: 0.1, unavailable: 0.1, noAnswer: 0.1 }
    const forwards = phones.map((phone) => fateOf(world(rates), phone, 0))
    const backwards = phones.toReversed().map((phone) => fateOf(world(rates), phone, 0))
    expect(backwards.toReversed()).toEqual(forwards)
  })

  test('another seed gives another world', () => {
    const unknownIn = (seed: number) =>
      phones.filter((phone) => !isOnWhatsApp(world({ notOnWhatsApp: 0.5 }, seed), phone))
    expect(unknownIn(1)).not.toEqual(unknownIn(2))
  })

  test('rates are kept over many phones, also over consecutive ones', () => {
    for (const rate of [0.01, 0.1, 0.5]) {
      expect(Math.abs(share((phone) => !isOnWhatsApp(world({ notOnWhatsApp: rate }), phone)) - rate)).toBeLessThan(0.02)
    }
  })

  test('the kinds are thrown apart: a number that is not on WhatsApp tells nothing of who reads', () => {
    const both = share((phone) => roll(1, 'read', phone) < 0.5 && roll(1, 'notOnWhatsApp', phone) < 0.5)
    expect(Math.abs(both - 0.25)).toBeLessThan(0.02)
  })

  test('a rate of 0 never happens, a rate of 1 always does', () => {
    expect(share((phone) => fateOf(world({}), phone, 0).kind === 'accepted')).toBe(1)
    expect(share((phone) => fateOf(world({ refused: 1 }), phone, 0).kind === 'refused')).toBe(1)
  })

  test('of the messages without an answer half are received', () => {
    const received = share((phone) => {
      const fate = fateOf(world({ noAnswer: 1 }), phone, 0)
      return fate.kind === 'unanswered' && fate.received
    })
    expect(Math.abs(received - 0.5)).toBeLessThan(0.02)
  })

  test('a refusal is final, an unavailable network is not', () => {
    const stormy = world({ unavailable: 0.5, refused: 0.5 })
    for (const phone of phones.slice(0, 200)) {
      const fates = Array.from({ length: 40 }, (_, attempt) => fateOf(stormy, phone, attempt))
      const settled = fates.filter(({ kind }) => kind !== 'unavailable')
      expect(new Set(settled.map((fate) => JSON.stringify(fate))).size).toBe(1)
    }
  })

  test('a delay lies in its span', () => {
    for (const phone of phones.slice(0, 1000)) {
      const delay = delayOf({ min: 10, max: 20 }, 1, phone)
      expect(delay).toBeGreaterThanOrEqual(10)
      expect(delay).toBeLessThanOrEqual(20)
    }
    expect(delayOf(7, 1, 'anything')).toBe(7)
  })
})

describe('a change of behaviour', () => {
  test('what is not named stays, also among the rates', () => {
    const once = changed(defaultBehaviour, { rates: { refused: 0.2 } })
    expect(changed(once, { latencyMs: 0, rates: { noAnswer: 0.1 } })).toEqual({
      ...defaultBehaviour,
      latencyMs: 0,
      rates: { ...defaultBehaviour.rates, refused: 0.2, noAnswer: 0.1 },
    })
  })

  test('a change that names nothing changes nothing', () => {
    expect(changed(defaultBehaviour, behaviourPatch.parse({}))).toEqual(defaultBehaviour)
  })
})
