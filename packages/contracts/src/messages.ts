import { messageStatuses, resolutions } from '@siaran/domain'
import { z } from 'zod'
import { exampleIds, instant, pageQuery } from './envelope.js'

export const campaignMessageQuery = pageQuery.extend({
  status: z.enum(messageStatuses).optional().describe('Only messages in this state'),
})

/** Over a whole workspace the states that end a message otherwise than sent; within one campaign every state. */
export const messageQuery = pageQuery.extend({
  status: z
    .enum(messageStatuses)
    .describe('failed, skipped, cancelled or unconfirmed; with `campaignId` any other state as well')
    .meta({ examples: ['unconfirmed'] }),
  campaignId: z.uuid().optional().describe('Only of this campaign, or of this sequence'),
  deviceId: z.uuid().optional().describe('Only of this device'),
})

/** What became of a message that is unconfirmed, by the word of a person who looked. `retry` sends it again. */
export const resolveBody = z
  .strictObject({ as: z.enum(resolutions) })
  .meta({ examples: [{ as: 'sent' }, { as: 'failed' }, { as: 'retry' }] })

export const messageView = z
  .object({
    id: z.uuid(),
    campaignId: z.uuid().describe('Its campaign, or the sequence of its step'),
    stepId: z.uuid().nullable().describe('Of a sequence’s message; null for a campaign’s'),
    leadId: z.uuid().nullable(),
    deviceId: z.uuid(),
    recipientPhone: z.string(),
    status: z.enum(messageStatuses),
    content: z.string().nullable(),
    scheduledAt: instant,
    sentAt: instant.nullable(),
    deliveredAt: instant.nullable(),
    readAt: instant.nullable(),
    attempts: z.number(),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    transportMessageId: z.string().nullable(),
  })
  .meta({
    id: 'Message',
    examples: [
      {
        id: exampleIds.message,
        campaignId: exampleIds.campaign,
        stepId: null,
        leadId: exampleIds.lead,
        deviceId: exampleIds.device,
        recipientPhone: '+60123456789',
        status: 'delivered',
        content: 'Hi Aisyah, promosi khas untuk Ipoh!',
        scheduledAt: '2026-12-01T01:00:02.000Z',
        sentAt: '2026-12-01T01:00:02.011Z',
        deliveredAt: '2026-12-01T01:00:03.470Z',
        readAt: null,
        attempts: 1,
        errorCode: null,
        errorMessage: null,
        transportMessageId: '3EB0C767D71D5A4F8F2A',
      },
    ],
  })
export type MessageView = z.infer<typeof messageView>
