import { campaignStatuses, messageStatuses } from '@siaran/domain'
import { z } from 'zod'
import { audienceTypes, messageCounts } from './campaigns.js'
import { exampleIds, instant, pageInfo, pageQuery } from './envelope.js'

/** Why the expansion left somebody of an audience out → the same for a person. */
export const leftOutReasons = {
  duplicate_phone: 'Another lead of the audience has the same phone on the same device, and has the message',
  no_device: 'There was no device to send from',
  suppressed: 'The phone was on the list of those that are never messaged when the audience was frozen',
} as const
export type LeftOutReason = keyof typeof leftOutReasons
const reasons = Object.keys(leftOutReasons) as LeftOutReason[]

export const receiptQuery = pageQuery.extend({
  format: z
    .enum(['json', 'csv'])
    .default('json')
    .describe('csv: the whole receipt as a table, one line a transition; `limit` and `cursor` do not count then'),
})

const transition = z.object({
  at: instant,
  status: z.enum(messageStatuses).describe('The state that it came into; the first one is its making'),
  actor: z
    .string()
    .describe('expansion, network, user:<id>, key:<id>, or the process that moved it: device-sender <its id>'),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
})

const receiptMessage = z.object({
  id: z.uuid(),
  leadId: z.uuid().nullable(),
  deviceId: z.uuid(),
  recipientPhone: z.string(),
  status: z.enum(messageStatuses),
  transitions: z.array(transition),
})
export type ReceiptMessage = z.infer<typeof receiptMessage>

const sentence = z.string().describe('The same for a person')

export const leftOutView = z
  .object({
    id: z.uuid(),
    leadId: z.uuid().nullable(),
    phone: z.string(),
    deviceId: z.uuid().nullable(),
    /** Of a suppressed phone, whose message was skipped when it was made. */
    messageId: z.uuid().nullable(),
    reason: z.enum(reasons),
    sentence,
    at: instant,
  })
  .meta({
    id: 'LeftOut',
    examples: [
      {
        id: exampleIds.leftOut,
        leadId: exampleIds.lead,
        phone: '+60123456780',
        deviceId: exampleIds.device,
        messageId: null,
        reason: 'duplicate_phone',
        sentence: leftOutReasons.duplicate_phone,
        at: '2026-12-01T01:00:01.100Z',
      },
    ],
  })
export type LeftOutView = z.infer<typeof leftOutView>

const receiptSum = z.object({
  audience: z
    .number()
    .nullable()
    .describe('Leads that the expansion has read, counted by itself; null: it began before they were counted'),
  messages: z.number().describe('Rows of messages, counted now'),
  byStatus: messageCounts.describe('The same by their state'),
  leftOut: z
    .object(Object.fromEntries(reasons.map((reason) => [reason, z.number()])) as Record<LeftOutReason, z.ZodNumber>)
    .describe('Those who are suppressed have a message, which is skipped; the others have none'),
  checks: z.object({
    audience: z.boolean().nullable().describe('audience = messages + duplicate_phone + no_device; null: not counted'),
    counters: z.boolean().describe('Each counter of the campaign equals a count of its messages'),
    ledger: z.boolean().describe('Each message is in the state of its last transition'),
  }),
  addsUp: z.boolean().describe('No check has failed'),
})
export type ReceiptSum = z.infer<typeof receiptSum>

export const receiptView = z
  .object({
    campaign: z.object({
      id: z.uuid(),
      name: z.string(),
      status: z.enum(campaignStatuses),
      audienceType: z.enum(audienceTypes),
      audienceConfig: z.record(z.string(), z.unknown()),
      audienceFilter: z
        .record(z.string(), z.unknown())
        .nullable()
        .describe('The filter of the segment as it stood at the start'),
      createdAt: instant,
      startedAt: instant.nullable(),
      endedAt: instant.nullable(),
    }),
    frozenAt: instant.nullable().describe('From here on nobody joined the audience; null: it is not complete'),
    sum: receiptSum.nullable().describe('On the first page alone: it is counted anew each time'),
    leftOut: z
      .object({ rows: z.array(leftOutView), nextCursor: z.string().nullable() })
      .nullable()
      .describe('On the first page alone; more of them at /campaigns/{id}/receipt/left-out'),
    messages: z.array(receiptMessage),
  })
  .meta({
    id: 'Receipt',
    examples: [
      {
        campaign: {
          id: exampleIds.campaign,
          name: 'Raya',
          status: 'completed',
          audienceType: 'niche',
          audienceConfig: { niche: 'skincare', targetStatus: 'prospect' },
          audienceFilter: null,
          createdAt: '2026-12-01T00:59:58.104Z',
          startedAt: '2026-12-01T01:00:01.002Z',
          endedAt: '2026-12-01T01:00:05.120Z',
        },
        frozenAt: '2026-12-01T01:00:01.100Z',
        sum: {
          audience: 2,
          messages: 1,
          byStatus: {
            pending: 0,
            processing: 0,
            queued: 0,
            sending: 0,
            sent: 0,
            delivered: 1,
            read: 0,
            failed: 0,
            skipped: 0,
            cancelled: 0,
            unconfirmed: 0,
          },
          leftOut: { duplicate_phone: 1, no_device: 0, suppressed: 0 },
          checks: { audience: true, counters: true, ledger: true },
          addsUp: true,
        },
        leftOut: {
          rows: [
            {
              id: exampleIds.leftOut,
              leadId: exampleIds.lead,
              phone: '+60123456789',
              deviceId: exampleIds.device,
              messageId: null,
              reason: 'duplicate_phone',
              sentence: leftOutReasons.duplicate_phone,
              at: '2026-12-01T01:00:01.100Z',
            },
          ],
          nextCursor: null,
        },
        messages: [
          {
            id: exampleIds.message,
            leadId: exampleIds.lead,
            deviceId: exampleIds.device,
            recipientPhone: '+60123456789',
            status: 'delivered',
            transitions: [
              ['2026-12-01T01:00:01.100Z', 'pending', 'expansion'],
              ['2026-12-01T01:00:01.900Z', 'processing', 'campaign-worker kedai-4711'],
              ['2026-12-01T01:00:01.950Z', 'queued', 'campaign-worker kedai-4711'],
              ['2026-12-01T01:00:02.000Z', 'sending', 'device-sender sender-1-4c1f0c9e'],
              ['2026-12-01T01:00:02.011Z', 'sent', 'device-sender sender-1-4c1f0c9e'],
              ['2026-12-01T01:00:03.470Z', 'delivered', 'network'],
            ].map(([at, status, actor]) => ({ at, status, actor, errorCode: null, errorMessage: null })),
          },
        ],
      },
    ],
  })
export type ReceiptView = z.infer<typeof receiptView>

/** The receipt is a page of messages with what belongs to all of them around it. */
export const receiptAnswer = z
  .object({ success: z.literal(true), message: z.string().optional(), data: receiptView, page: pageInfo })
  .meta({
    examples: (receiptView.meta()!.examples as unknown[]).map((data) => ({
      success: true,
      data,
      page: { nextCursor: null },
    })),
  })
