import { expect, test } from '@jest/globals'
import { messageStatuses } from '@siaran/domain'
import fc from 'fast-check'
import { type CampaignCount, figures } from './campaign-view.js'

const none = Object.fromEntries(messageStatuses.map((status) => [status, 0])) as Record<
  (typeof messageStatuses)[number],
  number
>
const count = (fields: Partial<CampaignCount>): CampaignCount => ({
  campaignId: 'c',
  ...none,
  sentTotal: 0,
  deliveredTotal: 0,
  readTotal: 0,
  repliedTotal: 0,
  ...fields,
})

test('of an empty audience everything is done, and no rate divides by zero', () => {
  const { totalRecipients, processedCount, progress, metrics } = figures(count({}))
  expect({ totalRecipients, processedCount, progress }).toEqual({
    totalRecipients: 0,
    processedCount: 0,
    progress: 100,
  })
  expect(metrics).toEqual({
    sent: 0,
    delivered: 0,
    read: 0,
    replied: 0,
    failed: 0,
    deliveryRate: 0,
    readRate: 0,
    replyRate: 0,
    failureRate: 0,
  })
})

test('delivered of what was sent, read and replied of what was delivered, failed of all', () => {
  const row = count({
    pending: 2,
    read: 3,
    delivered: 2,
    sent: 1,
    failed: 2,
    sentTotal: 6,
    deliveredTotal: 5,
    readTotal: 3,
    repliedTotal: 1,
  })
  expect(figures(row)).toMatchObject({
    totalRecipients: 10,
    processedCount: 8,
    progress: 80,
    metrics: { deliveryRate: 83.33, readRate: 60, replyRate: 20, failureRate: 20 },
  })
})

test('progress is never rounded up: 100 is said when nothing is left on its way, and only then', () => {
  expect(figures(count({ sending: 1, sent: 999_999 })).progress).toBe(99.9)
  const state = fc.nat(10_000)
  fc.assert(
    fc.property(fc.record(Object.fromEntries(messageStatuses.map((status) => [status, state]))), (states) => {
      const row = count(states)
      const { totalRecipients, processedCount, progress } = figures(row)
      const open = row.pending + row.processing + row.queued + row.sending
      expect(totalRecipients).toBe(messageStatuses.reduce((sum, status) => sum + row[status], 0))
      expect(totalRecipients - processedCount).toBe(open)
      expect(progress === 100).toBe(open === 0)
    }),
  )
})
