import { campaignStatuses, messageStatuses } from '@siaran/domain'
import { z } from 'zod'
import { exampleIds, instant, pageQuery } from './envelope.js'
import { targetStatuses } from './leads.js'

export const messageTypes = ['text', 'image', 'document'] as const
export const scheduleTypes = ['now', 'scheduled', 'manual'] as const

/** Pacing, for each sending device in the campaign. */
export const throttleConfig = z
  .strictObject({
    messagesPerMinute: z.number().int().min(1).max(60_000).default(20),
    batchSize: z.number().int().min(1).max(1_000_000).default(100),
    /** Milliseconds of rest after each batch. */
    delayBetweenBatches: z.number().int().min(0).max(86_400_000).default(0),
    minDelaySeconds: z.number().min(0).max(3_600).optional(),
    maxDelaySeconds: z.number().min(0).max(3_600).optional(),
  })
  .refine(({ minDelaySeconds: min, maxDelaySeconds: max }) => min === undefined || max === undefined || min <= max, {
    path: ['maxDelaySeconds'],
    message: 'maxDelaySeconds must not be less than minDelaySeconds',
  })

/** The same as an answer shows it, complete. */
export const throttleView = z.object({
  messagesPerMinute: z.number(),
  batchSize: z.number(),
  delayBetweenBatches: z.number(),
  minDelaySeconds: z.number(),
  maxDelaySeconds: z.number(),
})

const nicheAudience = z.strictObject({
  niche: z.string().trim().min(1).max(120),
  targetStatus: z.enum(targetStatuses).optional(),
})
const leadsAudience = z.strictObject({ leadIds: z.array(z.uuid()).min(1).max(10_000) })
const segmentAudience = z.strictObject({ segmentId: z.uuid() })
const everyone = z.strictObject({})

/** `audienceConfig` by `audienceType`. */
export const audienceConfigs = {
  niche: nicheAudience,
  leads: leadsAudience,
  segment: segmentAudience,
  all: everyone,
} as const
export type AudienceType = keyof typeof audienceConfigs
export const audienceTypes = ['niche', 'segment', 'leads', 'all'] as const satisfies AudienceType[]

export const templateVariables = z.record(
  z.string().min(1).max(64),
  z.union([z.string().max(4_000), z.number(), z.boolean()]),
)

const campaignFields = z.strictObject({
  name: z.string().trim().min(1).max(200),
  messageType: z.enum(messageTypes),
  messageContent: z.string().max(65_536),
  mediaUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .optional(),
  /** The one device that sends it all; left out: every lead's own. */
  accountId: z.uuid().nullable().optional(),
  audienceType: z.enum(audienceTypes),
  audienceConfig: z.record(z.string(), z.unknown()),
  scheduleType: z.enum(scheduleTypes),
  /** An instant, or a local time (`2026-12-01T09:00`) read in the workspace's time zone. */
  scheduledAt: z.string().max(40).nullable().optional(),
  throttleConfig: throttleConfig.optional(),
  templateVariables: templateVariables.optional(),
  /** What has not left so many hours after the start ends as `skipped: expired`. */
  expireAfterHours: z.number().int().min(1).max(8_760).nullable().optional(),
})

/** `confirm`: how many recipients the caller means, asked for above SIARAN_CONFIRM_ABOVE. */
const confirm = z.number().int().min(1).optional()
export const campaignBody = campaignFields
  .extend({ audienceConfig: campaignFields.shape.audienceConfig.default({}), confirm })
  .meta({
    examples: [
      {
        name: 'Raya',
        messageType: 'text',
        messageContent: 'Hi {{firstName | default: "there"}}, promosi khas untuk {{Bandar}}!',
        audienceType: 'niche',
        audienceConfig: { niche: 'skincare', targetStatus: 'prospect' },
        scheduleType: 'manual',
        throttleConfig: { messagesPerMinute: 20, minDelaySeconds: 2, maxDelaySeconds: 6 },
      },
      {
        name: 'Katalog',
        messageType: 'document',
        messageContent: 'Katalog terbaru untuk {{name}}',
        mediaUrl: 'https://kedai.example/katalog.pdf',
        audienceType: 'all',
        scheduleType: 'scheduled',
        scheduledAt: '2099-12-01T09:00',
        templateVariables: { musim: 'Raya' },
        expireAfterHours: 48,
      },
    ],
  })
/** Objects are replaced whole. No defaults here: what is left out stays as it is. */
export const campaignPatch = campaignFields
  .partial()
  .extend({ confirm })
  .meta({ examples: [{ name: 'Raya 2', messageContent: 'Hi {{firstName | default: "there"}}!' }] })
export const startBody = z.strictObject({ confirm }).meta({ examples: [{}, { confirm: 12_000 }] })

export const campaignQuery = pageQuery.extend({
  status: z.enum(campaignStatuses).optional().describe('Only campaigns in this state'),
})

export const messageCounts = z.object(
  Object.fromEntries(messageStatuses.map((status) => [status, z.number()])) as Record<
    (typeof messageStatuses)[number],
    z.ZodNumber
  >,
)
export type MessageCounts = z.infer<typeof messageCounts>

/** Cumulative; a read message counts as delivered and sent. Rates in percent, 0 where the base is 0. */
export const campaignMetrics = z.object({
  sent: z.number(),
  delivered: z.number(),
  read: z.number(),
  replied: z.number(),
  failed: z.number(),
  deliveryRate: z.number(),
  readRate: z.number(),
  replyRate: z.number(),
  failureRate: z.number(),
})
export type CampaignMetrics = z.infer<typeof campaignMetrics>

export const campaignView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    status: z.enum(campaignStatuses),
    failureReason: z.string().nullable(),
    warning: z.string().nullable(),
    messageType: z.enum(messageTypes),
    messageContent: z.string(),
    mediaUrl: z.string().nullable(),
    accountId: z.uuid().nullable(),
    audienceType: z.enum(audienceTypes),
    audienceConfig: z.record(z.string(), z.unknown()),
    scheduleType: z.enum(scheduleTypes),
    scheduledAt: instant.nullable(),
    throttleConfig: throttleView,
    templateVariables: z.record(z.string(), z.unknown()),
    expireAfterHours: z.number().nullable(),
    totalRecipients: z.number(),
    counts: messageCounts,
    metrics: campaignMetrics,
    createdAt: instant,
    startedAt: instant.nullable(),
    pausedAt: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({
    id: 'Campaign',
    examples: [
      {
        id: exampleIds.campaign,
        name: 'Raya',
        status: 'paused',
        failureReason: null,
        warning: null,
        messageType: 'text',
        messageContent: 'Hi {{firstName | default: "there"}}, promosi khas untuk {{Bandar}}!',
        mediaUrl: null,
        accountId: null,
        audienceType: 'niche',
        audienceConfig: { niche: 'skincare', targetStatus: 'prospect' },
        scheduleType: 'manual',
        scheduledAt: '2026-12-01T01:00:00.871Z',
        throttleConfig: {
          messagesPerMinute: 600,
          batchSize: 100,
          delayBetweenBatches: 0,
          minDelaySeconds: 0,
          maxDelaySeconds: 0,
        },
        templateVariables: {},
        expireAfterHours: null,
        totalRecipients: 1_000,
        counts: {
          pending: 712,
          processing: 0,
          queued: 0,
          sending: 0,
          sent: 8,
          delivered: 111,
          read: 169,
          failed: 0,
          skipped: 0,
          cancelled: 0,
          unconfirmed: 0,
        },
        metrics: {
          sent: 288,
          delivered: 280,
          read: 169,
          replied: 3,
          failed: 0,
          deliveryRate: 97.22,
          readRate: 60.36,
          replyRate: 1.07,
          failureRate: 0,
        },
        createdAt: '2026-12-01T00:59:58.104Z',
        startedAt: '2026-12-01T01:00:01.002Z',
        pausedAt: '2026-12-01T01:00:10.909Z',
        endedAt: null,
      },
    ],
  })
export type CampaignView = z.infer<typeof campaignView>

const { campaign: id } = exampleIds
export const startedView = z
  .object({ id: z.uuid(), status: z.enum(campaignStatuses), scheduledAt: instant })
  .meta({ examples: [{ id, status: 'scheduled', scheduledAt: '2026-12-01T01:00:00.871Z' }] })
export const pausedView = z
  .object({ id: z.uuid(), status: z.literal('paused'), pausedAt: instant })
  .meta({ examples: [{ id, status: 'paused', pausedAt: '2026-12-01T01:00:10.909Z' }] })
export const resumedView = z
  .object({ id: z.uuid(), status: z.enum(['scheduled', 'running']) })
  .meta({ examples: [{ id, status: 'running' }] })
export const cancelledView = z
  .object({ id: z.uuid(), status: z.literal('cancelled') })
  .meta({ examples: [{ id, status: 'cancelled' }] })
export const duplicatedView = z
  .object({ id: z.uuid(), name: z.string(), status: z.literal('draft'), totalRecipients: z.number() })
  .meta({ examples: [{ id, name: 'Raya (Copy)', status: 'draft', totalRecipients: 0 }] })

/** Without a lead: somebody of the audience, or nobody when it is empty. */
export const previewBody = z
  .strictObject({ leadId: z.uuid().optional() })
  .meta({ examples: [{}, { leadId: exampleIds.lead }] })
export const previewView = z
  .object({
    leadId: z.uuid().nullable(),
    content: z.string(),
    mediaUrl: z.string().nullable(),
    /** Variables that have neither a value nor a fallback; each rendered as nothing. */
    missing: z.array(z.string()),
  })
  .meta({
    examples: [
      { leadId: exampleIds.lead, content: 'Hi Aisyah, promosi khas untuk !', mediaUrl: null, missing: ['Bandar'] },
    ],
  })
