import { describe, expect, test } from '@jest/globals'
import { campaignStatuses } from './campaign-states.js'
import { campaignStatusOf, sequenceStatuses, sequenceStatusOf } from './sequence-states.js'

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
