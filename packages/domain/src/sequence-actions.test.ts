import { expect, test } from '@jest/globals'
import { type SequenceAction, sequenceActions, sequenceRefusalOf } from './sequence-actions.js'
import { sequenceStatuses } from './sequence-states.js'

test('an action is refused, with a sentence, in every state that its row does not name, and in no other', () => {
  for (const action of Object.keys(sequenceActions) as SequenceAction[])
    for (const status of sequenceStatuses) {
      const allowed = (sequenceActions[action] as readonly string[]).includes(status)
      const refusal = sequenceRefusalOf(action, status)
      expect([action, status, refusal === null]).toEqual([action, status, allowed])
      if (refusal !== null) expect(refusal).toContain(status)
    }
})

test('what is so already is said to be so already', () => {
  expect(sequenceRefusalOf('activate', 'active')).toBe('Sequence is already active')
  expect(sequenceRefusalOf('pause', 'paused')).toBe('Sequence is already paused')
  expect(sequenceRefusalOf('archive', 'archived')).toBe('Sequence is already archived')
  expect(sequenceRefusalOf('activate', 'paused')).toBe('Sequence is paused: resume it instead')
  expect(sequenceRefusalOf('pause', 'archived')).toBe('A sequence that is archived cannot be paused')
})
