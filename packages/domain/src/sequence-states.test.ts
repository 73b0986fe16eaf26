import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { campaignStatuses } from './campaign-states.js'
import {
  campaignStatusOf,
  type EarlierEnrolment,
  enrolmentStatuses,
  enrolmentTransitions,
  nextEntry,
  sequenceStatuses,
  sequenceStatusOf,
} from './sequence-states.js'

describe('a sequence’s status is its campaign’s under another name', () => {
  test('there and back it is the same', () => {
    for (const status of sequenceStatuses) expect(sequenceStatusOf(campaignStatusOf[status])).toBe(status)
  })

  test('an active one runs, an archived one is cancelled', () => {
    expect(campaignStatusOf).toMatchObject({
      draft: 'draft',
      active: 'running',
      paused: 'paused',
      archived: 'cancelled',
    })
  })

  test('a status that a sequence never has is an error, not a guess', () => {
    const known = Object.values(campaignStatusOf) as string[]
    const others = campaignStatuses.filter((status) => !known.includes(status))
    expect(others).toEqual(['scheduled', 'completed', 'failed'])
    for (const status of others) expect(() => sequenceStatusOf(status)).toThrow(`A sequence is never ${status}`)
  })
})

test('an enrolment ends once, in one way, and never moves again', () => {
  expect([...enrolmentTransitions.active]).toEqual(['completed', 'exited'])
  expect(enrolmentStatuses.filter((status) => enrolmentTransitions[status].length === 0)).toEqual([
    'completed',
    'exited',
  ])
})

describe('whether a lead may enter', () => {
  const NOW = new Date('2026-11-25T09:00:00Z')
  const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000)
  const active = (entry = 1): EarlierEnrolment => ({ entry, endedAt: null })
  const ended = (days: number, entry = 1): EarlierEnrolment => ({ entry, endedAt: ago(days) })

  test('the first time always, whatever the rule', () => {
    for (const rule of [null, 0, 30]) expect(nextEntry([], rule, NOW)).toBe(1)
  })

  test('never while it is in it, whatever the rule', () => {
    for (const rule of [null, 0, 30]) {
      expect(nextEntry([active()], rule, NOW)).toBeNull()
      expect(nextEntry([ended(100, 1), active(2)], rule, NOW)).toBeNull()
      expect(nextEntry([active(2), ended(100, 1)], rule, NOW)).toBeNull()
    }
  })

  test('never a second time without a rule', () => {
    expect(nextEntry([ended(10_000)], null, NOW)).toBeNull()
  })

  test('again when the days of the rule have passed since it ended', () => {
    expect(nextEntry([ended(30)], 30, NOW)).toBe(2)
    expect(nextEntry([ended(29.999)], 30, NOW)).toBeNull()
    expect(nextEntry([ended(0)], 0, NOW)).toBe(2)
  })

  test('it is the last time that counts, in whatever order they come', () => {
    expect(nextEntry([ended(90, 1), ended(10, 2)], 30, NOW)).toBeNull()
    expect(nextEntry([ended(10, 2), ended(90, 1)], 30, NOW)).toBeNull()
    expect(nextEntry([ended(31, 2), ended(90, 1)], 30, NOW)).toBe(3)
  })

  test('the number of an entry is one that was never given before', () => {
    const past = fc.array(fc.record({ days: fc.nat(100), entry: fc.integer({ min: 1, max: 9 }) }))
    fc.assert(
      fc.property(past, fc.option(fc.nat(100)), (times, rule) => {
        const entry = nextEntry(
          times.map(({ days, entry }) => ended(days, entry)),
          rule,
          NOW,
        )
        const mayEnter = times.length === 0 || (rule !== null && times.every(({ days }) => days >= rule))
        expect(entry !== null).toBe(mayEnter)
        if (entry !== null) expect(times.every((time) => time.entry < entry)).toBe(true)
      }),
    )
  })
})
