import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { findCircle, type SequenceLink } from './sequence-circle.js'

/** `a: cold → warm` is the sequence a, entered by the trigger cold, that leads to warm. */
const sequence = (written: string): SequenceLink => {
  const [, id, trigger, nextTrigger] = /^(\w+): (\w+)(?: → (\w+))?$/.exec(written)!
  return { id: id!, trigger: trigger!, nextTrigger: nextTrigger ?? null }
}
const circleOf = (...written: string[]) => findCircle(written.map(sequence))

describe('no circle', () => {
  test('without sequences, or with one that leads nowhere', () => {
    expect(circleOf()).toBeNull()
    expect(circleOf('a: cold')).toBeNull()
    expect(circleOf('a: cold → nobody')).toBeNull()
  })

  test('in a chain', () => {
    expect(circleOf('a: cold → warm', 'b: warm → hot', 'c: hot')).toBeNull()
  })

  test('in a diamond: two ways that meet again', () => {
    expect(
      circleOf('a: one → two', 'b: two → three', 'c: two → four', 'd: three → five', 'e: four → five', 'f: five'),
    ).toBeNull()
  })

  test('where two sequences with one trigger both lead on', () => {
    expect(circleOf('a: cold → warm', 'b: cold → warm', 'c: warm')).toBeNull()
  })
})

describe('a circle', () => {
  test('of a sequence that leads to itself', () => {
    expect(circleOf('a: cold → cold')).toEqual(['a'])
  })

  test('of two', () => {
    expect(circleOf('a: cold → warm', 'b: warm → cold')).toEqual(['a', 'b'])
  })

  test('of three, in the order in which they lead to each other', () => {
    expect(circleOf('a: one → two', 'c: three → one', 'b: two → three')).toEqual(['a', 'b', 'c'])
  })

  test('is told without what leads to it and what leads out of it', () => {
    const circle = circleOf('in: zero → one', 'a: one → two', 'out: two → away', 'end: away', 'b: two → one')
    expect([...circle!].sort()).toEqual(['a', 'b'])
  })

  test('through either of two sequences that have the same trigger', () => {
    for (const pair of [
      ['b: warm', 'c: warm → cold'],
      ['c: warm → cold', 'b: warm'],
    ])
      expect(circleOf('a: cold → warm', ...pair)).toEqual(['a', 'c'])
  })
})

const links = fc.array(
  fc.record({ trigger: fc.constantFrom(...'abcdefgh'), nextTrigger: fc.option(fc.constantFrom(...'abcdefgh')) }),
  { maxLength: 10 },
)

test('whatever the sequences: what is answered is a circle, and there is one exactly when a lead can go round for ever', () => {
  fc.assert(
    fc.property(links, (drawn) => {
      const sequences = drawn.map((link, n) => ({ id: `s${n}`, ...link }))
      const circle = findCircle(sequences)
      // As many steps as there are sequences, and one more: only a circle is so long.
      let here = sequences
      for (const _ of sequences) {
        const reached = new Set(here.map(({ nextTrigger }) => nextTrigger))
        here = sequences.filter(({ trigger }) => reached.has(trigger))
      }
      expect(circle !== null).toBe(here.length > 0)
      if (circle === null) return
      expect(new Set(circle).size).toBe(circle.length)
      const found = circle.map((id) => sequences.find((each) => each.id === id)!)
      found.forEach((each, n) => {
        expect(each.nextTrigger).toBe(found[(n + 1) % found.length]!.trigger)
      })
    }),
    { numRuns: 500 },
  )
})
