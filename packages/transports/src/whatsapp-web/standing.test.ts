import { expect, test } from '@jest/globals'
import { standingOf } from './standing.js'

test('what the page says of itself is a standing of the device, and a sentence where a person has to act', () => {
  const kinds = (isLinked: boolean) =>
    Object.fromEntries(
      ['CONNECTED', 'OPENING', 'TIMEOUT', 'UNPAIRED', 'UNPAIRED_IDLE', 'LOGOUT', 'CONFLICT', 'TOS_BLOCK'].map(
        (word) => [word, standingOf(word, isLinked).kind],
      ),
    )
  const always = {
    CONNECTED: 'connected',
    OPENING: 'cut',
    TIMEOUT: 'cut',
    UNPAIRED: 'unpaired',
    LOGOUT: 'unlinked',
    CONFLICT: 'over',
    TOS_BLOCK: 'over',
  }
  expect(kinds(true)).toEqual({ ...always, UNPAIRED_IDLE: 'unpaired' })
  expect(kinds(false)).toEqual({ ...always, UNPAIRED_IDLE: 'idle' })
  expect(standingOf('TOS_BLOCK', true)).toMatchObject({
    status: 'restricted',
    reason: expect.stringContaining('blocked'),
  })
  expect(standingOf('DEPRECATED_VERSION', true)).toMatchObject({ status: 'failed' })
})
