import { describe, expect, test } from '@jest/globals'
import type { SendOutcome } from '@siaran/transports'
import { settlementOf } from './settlement-of.js'

const NOW = 1_000_000

describe('the four words', () => {
  const settlement = (outcome: SendOutcome, attempts = 0) =>
    settlementOf(outcome, { id: 'm', attempts }, { epoch: 7, dispatchNumber: 2 }, NOW, 1)

  test('accepted: sent', () => {
    expect(settlement({ kind: 'accepted', transportMessageId: 'wamid' })).toEqual({
      id: 'm',
      epoch: 7,
      dispatchNumber: 2,
      status: 'sent',
      transportMessageId: 'wamid',
      attempts: 1,
    })
  })

  test('refused: failed for good, with the reason', () => {
    expect(settlement({ kind: 'refused', code: 'not_on_whatsapp', reason: 'Not on WhatsApp' })).toEqual({
      id: 'm',
      epoch: 7,
      dispatchNumber: 2,
      status: 'failed',
      errorCode: 'not_on_whatsapp',
      errorMessage: 'Not on WhatsApp',
      attempts: 1,
    })
  })

  test('unknown: unconfirmed, and never tried again by itself', () => {
    const outcome: SendOutcome = { kind: 'unknown', cause: 'The answer never came' }
    expect(settlement(outcome)).toEqual({
      id: 'm',
      epoch: 7,
      dispatchNumber: 2,
      status: 'unconfirmed',
      errorCode: 'no_answer',
      errorMessage: 'The answer never came',
      attempts: 1,
    })
  })

  test('unavailable: queued again, when the network says', () => {
    const outcome: SendOutcome = { kind: 'unavailable', reason: 'Busy', retryAfterMs: 3_000, scope: 'message' }
    expect(settlement(outcome)).toEqual({
      id: 'm',
      epoch: 7,
      dispatchNumber: 2,
      status: 'queued',
      errorCode: 'unavailable',
      errorMessage: 'Busy',
      retryAt: new Date(NOW + 3_000),
      attempts: 1,
    })
  })

  test('unavailable for the third time: failed', () => {
    const outcome: SendOutcome = { kind: 'unavailable', reason: 'Busy', retryAfterMs: 0, scope: 'message' }
    expect([0, 1, 2].map((attempts) => settlement(outcome, attempts).status)).toEqual(['queued', 'queued', 'failed'])
    expect(settlement(outcome, 2)).not.toHaveProperty('retryAt')
  })

  test('any other word is a doubt, and a time that is none is no reason to wait for ever', () => {
    expect(settlement({ kind: 'perhaps' } as never)).toMatchObject({ status: 'unconfirmed', errorCode: 'no_answer' })
    const retryIn = (retryAfterMs: number) =>
      Number(settlement({ kind: 'unavailable', reason: 'Away', retryAfterMs, scope: 'device' }).retryAt) - NOW
    expect([Number.NaN, -5, Number.POSITIVE_INFINITY, 1e20].map(retryIn)).toEqual([
      1_000, 1_000, 86_400_000, 86_400_000,
    ])
  })

  test('a device that is away costs no attempt, however often', () => {
    const outcome: SendOutcome = { kind: 'unavailable', reason: 'Away', retryAfterMs: 5_000, scope: 'device' }
    expect(settlement(outcome, 2)).toMatchObject({ status: 'queued', attempts: 0, retryAt: new Date(NOW + 5_000) })
  })
})
