import { expect, test } from '@jest/globals'
import { type RetryObstacles, retryRefusalOf } from './retry-refusals.js'

const free: RetryObstacles = {
  campaignStatus: 'running',
  isSequence: false,
  isExpired: false,
  isJourneyLeft: false,
  isStepRemoved: false,
  isLeadDeleted: false,
  isDeviceRemoved: false,
  isSuppressed: false,
}

test.each(['running', 'paused', 'completed'] as const)(
  'a message of a campaign that is %s can be sent again',
  (campaignStatus) => {
    expect(retryRefusalOf({ ...free, campaignStatus })).toBeNull()
  },
)

test.each<[Partial<RetryObstacles>, string]>([
  [{ campaignStatus: 'cancelled' }, 'The campaign was cancelled: nothing of it can be sent again'],
  [{ campaignStatus: 'failed' }, 'The campaign has failed: nothing of it can be sent again'],
  [
    { campaignStatus: 'cancelled', isSequence: true, isJourneyLeft: true },
    'The sequence is archived: nothing of it can be sent again',
  ],
  [{ isExpired: true }, 'The campaign has expired: nothing of it can be sent again'],
  [{ isSequence: true, isJourneyLeft: true }, 'The lead has left the sequence'],
  [{ isSequence: true, isStepRemoved: true }, 'The step was taken out of the sequence'],
  [{ isLeadDeleted: true }, 'The lead was deleted'],
  [{ isDeviceRemoved: true }, 'The device was removed'],
  [{ isSuppressed: true }, 'The phone is on the list of those that are never messaged'],
])('%j: "%s"', (obstacle, sentence) => {
  expect(retryRefusalOf({ ...free, ...obstacle })).toBe(sentence)
})
