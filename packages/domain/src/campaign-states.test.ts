import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  type CampaignAction,
  campaignActions,
  campaignStatuses,
  editableCampaignStatuses,
  finalCampaignStatuses,
  refusalOf,
} from './campaign-states.js'

const action = fc.constantFrom(...(Object.keys(campaignActions) as CampaignAction[]))
const status = fc.constantFrom(...campaignStatuses)

test('an action is refused exactly when the table does not allow it, and then with a sentence', () => {
  fc.assert(
    fc.property(action, status, (what, from) => {
      const allowed = (campaignActions[what] as readonly string[]).includes(from)
      const refusal = refusalOf(what, from)
      expect(refusal === null).toBe(allowed)
      if (refusal !== null) expect(refusal).toMatch(/^[A-Z].* .*[a-z]$/)
    }),
  )
})

test.each([
  ['start', 'running', 'Campaign is already running'],
  ['start', 'scheduled', 'Campaign is already scheduled'],
  ['start', 'paused', 'Campaign is paused: resume it instead'],
  ['start', 'completed', 'A campaign that is completed cannot be started'],
  ['pause', 'paused', 'Campaign is already paused'],
  ['pause', 'draft', 'A campaign that is draft cannot be paused'],
  ['resume', 'running', 'Only a paused campaign can be resumed; this one is running'],
  ['cancel', 'cancelled', 'Campaign is already cancelled'],
  ['cancel', 'completed', 'A campaign that is completed cannot be cancelled'],
  ['retry', 'cancelled', 'The campaign was cancelled: nothing of it can be sent again'],
] as const)('%s of a campaign that is %s: "%s"', (what, from, sentence) => {
  expect(refusalOf(what, from)).toBe(sentence)
})

test('nothing can be done to a campaign that has ended, but that a person sends a message of a completed one again', () => {
  const possible = finalCampaignStatuses.flatMap((from) =>
    (Object.keys(campaignActions) as CampaignAction[])
      .filter((what) => refusalOf(what, from) === null)
      .map((what) => [from, what]),
  )
  expect(possible).toEqual([['completed', 'retry']])
})

test('a campaign that has begun cannot be edited', () => {
  expect([...editableCampaignStatuses]).toEqual(['draft', 'scheduled'])
})
