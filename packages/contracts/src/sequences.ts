import { enrolmentStatuses, isTimeOfDay, sequenceStatuses } from '@siaran/domain'
import { z } from 'zod'
import { messageTypes, throttleConfig, throttleView } from './campaigns.js'
import { exampleIds, instant, pageQuery } from './envelope.js'
import { targetStatuses } from './leads.js'

const trigger = z.string().trim().min(1).max(120)

const stepFields = z.strictObject({
  messageType: z.enum(messageTypes),
  messageContent: z.string().max(65_536),
  mediaUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .optional(),
  /** After the enrolment for the first step (5 when left out), after the step before for the others (1440). */
  delayMinutes: z.number().int().min(0).max(525_600).optional(),
  /** The step waits for this time of day on the lead's wall clock, once its delay is over. */
  at: z.string().max(5).refine(isTimeOfDay, 'Not a time of day: write HH:MM, as 09:00').nullable().optional(),
})
const STEPS_MOST = 100
const steps = z.array(stepFields).max(STEPS_MOST)

/** May a lead begin again, and how long after its journey ended? */
export const reentryRule = z.union([
  z.literal('never'),
  z.strictObject({ afterDays: z.number().int().min(0).max(3_650) }),
])
export type ReentryRule = z.infer<typeof reentryRule>

const sequenceFields = z.strictObject({
  name: z.string().trim().min(1).max(200),
  /** Leads that come with this trigger are enrolled … */
  trigger,
  /** … if they are of this niche and status, where one is named. */
  niche: z.string().trim().min(1).max(120).nullable().optional(),
  targetStatus: z.enum(targetStatuses).nullable().optional(),
  steps,
  throttleConfig: throttleConfig.optional(),
  exitOnReply: z.boolean(),
  reentry: reentryRule,
  /** What is later than so many hours (a pause, a device that was away) ends as `skipped: expired`. */
  expireAfterHours: z.number().int().min(1).max(8_760).nullable().optional(),
  /** Set on the lead when its journey is completed: the next sequence takes it from there. */
  nextTrigger: trigger.nullable().optional(),
})

const welcome = { messageType: 'text', messageContent: 'Hi {{firstName | default: "there"}}, selamat datang!' } as const
const catalogue = {
  messageType: 'document',
  messageContent: 'Katalog untuk {{name}}',
  mediaUrl: 'https://kedai.example/katalog.pdf',
  at: '09:00',
} as const

export const sequenceBody = sequenceFields
  .extend({
    status: z.enum(['draft', 'active']).default('draft'),
    exitOnReply: sequenceFields.shape.exitOnReply.default(true),
    reentry: sequenceFields.shape.reentry.default('never'),
  })
  .meta({
    examples: [
      {
        name: 'Selamat datang',
        trigger: 'new-lead',
        niche: 'skincare',
        targetStatus: 'prospect',
        status: 'active',
        steps: [welcome, catalogue],
        throttleConfig: { messagesPerMinute: 20, minDelaySeconds: 2, maxDelaySeconds: 6 },
        nextTrigger: 'warm-lead',
      },
      {
        name: 'Beli lagi',
        trigger: 'bought',
        steps: [{ ...welcome, delayMinutes: 10_080 }],
        exitOnReply: false,
        reentry: { afterDays: 30 },
        expireAfterHours: 48,
      },
    ],
  })

/**
 * Objects are replaced whole, and so is the list of steps: a step with the id of one that the sequence has is that one,
 * changed (what is left out of it stays as it is); one without is new; one that is missing is removed.
 */
export const sequencePatch = sequenceFields
  .partial()
  .extend({
    steps: z
      .array(stepFields.extend({ id: z.uuid().optional() }))
      .max(STEPS_MOST)
      .optional(),
  })
  .meta({ examples: [{ name: 'Selamat datang 2', steps: [welcome, { ...catalogue, delayMinutes: 2_880 }] }] })

export const sequenceQuery = pageQuery.extend({
  status: z.enum(sequenceStatuses).optional().describe('Only sequences in this state'),
})

/**
 * Cumulative: a read message counts as delivered and sent as well. `planned` are all that there ever were, sent or not;
 * `failed` and `skipped` are those that ended so.
 */
export const journeyCounts = z.object({
  planned: z.number(),
  sent: z.number(),
  delivered: z.number(),
  read: z.number(),
  replied: z.number(),
  failed: z.number(),
  skipped: z.number(),
})
export type JourneyCounts = z.infer<typeof journeyCounts>

export const enrolmentCounts = z.object({ active: z.number(), completed: z.number(), exited: z.number() })
export type EnrolmentCounts = z.infer<typeof enrolmentCounts>

const stepView = z.object({
  id: z.uuid(),
  messageType: z.enum(messageTypes),
  messageContent: z.string(),
  mediaUrl: z.string().nullable(),
  delayMinutes: z.number(),
  at: z.string().nullable(),
  counts: journeyCounts,
})

const summaryFields = z.object({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(sequenceStatuses),
  trigger: z.string(),
  niche: z.string().nullable(),
  targetStatus: z.enum(targetStatuses).nullable(),
  throttleConfig: throttleView,
  exitOnReply: z.boolean(),
  reentry: reentryRule,
  expireAfterHours: z.number().nullable(),
  nextTrigger: z.string().nullable(),
  counts: journeyCounts,
  createdAt: instant,
  startedAt: instant.nullable(),
  pausedAt: instant.nullable(),
  archivedAt: instant.nullable(),
})
const detailFields = summaryFields.extend({ steps: z.array(stepView), enrolments: enrolmentCounts })

const summaryExample = {
  id: exampleIds.sequence,
  name: 'Selamat datang',
  status: 'active',
  trigger: 'new-lead',
  niche: 'skincare',
  targetStatus: 'prospect',
  throttleConfig: {
    messagesPerMinute: 20,
    batchSize: 100,
    delayBetweenBatches: 0,
    minDelaySeconds: 2,
    maxDelaySeconds: 6,
  },
  exitOnReply: true,
  reentry: 'never',
  expireAfterHours: null,
  nextTrigger: 'warm-lead',
  counts: { planned: 240, sent: 150, delivered: 148, read: 96, replied: 12, failed: 1, skipped: 11 },
  createdAt: '2026-12-01T00:59:58.104Z',
  startedAt: '2026-12-01T01:00:01.002Z',
  pausedAt: null,
  archivedAt: null,
}
const detailExample = {
  ...summaryExample,
  steps: [
    {
      id: exampleIds.step,
      ...welcome,
      mediaUrl: null,
      delayMinutes: 5,
      at: null,
      counts: { planned: 120, sent: 110, delivered: 109, read: 80, replied: 9, failed: 1, skipped: 2 },
    },
    {
      id: '01a20463-5b82-7a2e-8d6f-6b9a0c1d2e13',
      ...catalogue,
      delayMinutes: 1_440,
      counts: { planned: 120, sent: 40, delivered: 39, read: 16, replied: 3, failed: 0, skipped: 9 },
    },
  ],
  enrolments: { active: 70, completed: 38, exited: 12 },
}

/** As a list shows it: without its steps. */
export const sequenceSummary = summaryFields.meta({ id: 'SequenceSummary', examples: [summaryExample] })
export type SequenceSummary = z.infer<typeof sequenceSummary>

export const sequenceView = detailFields.meta({ id: 'Sequence', examples: [detailExample] })
export type SequenceView = z.infer<typeof sequenceView>

/** How many messages of journeys that are under way an edit of the steps touched. */
export const stepsEdit = z.object({
  added: z.number(),
  moved: z.number(),
  /** Not queued yet: they will say what the edit says. */
  rewritten: z.number(),
  skipped: z.number(),
})
export type StepsEdit = z.infer<typeof stepsEdit>
export const sequenceEdited = detailFields
  .extend({ messages: stepsEdit })
  .meta({ examples: [{ ...detailExample, messages: { added: 70, moved: 12, rewritten: 58, skipped: 0 } }] })

const { sequence: id } = exampleIds
export const activatedView = z
  .object({ id: z.uuid(), status: z.literal('active'), startedAt: instant })
  .meta({ examples: [{ id, status: 'active', startedAt: '2026-12-01T01:00:01.002Z' }] })
export const sequencePausedView = z
  .object({ id: z.uuid(), status: z.literal('paused'), pausedAt: instant })
  .meta({ examples: [{ id, status: 'paused', pausedAt: '2026-12-01T01:00:10.909Z' }] })
export const sequenceResumedView = z
  .object({ id: z.uuid(), status: z.literal('active') })
  .meta({ examples: [{ id, status: 'active' }] })
export const sequenceRemovedView = z
  .object({ id: z.uuid(), status: z.enum(['deleted', 'archived']) })
  .meta({ examples: [{ id, status: 'archived' }] })

export const enrollBody = z
  .strictObject({ leadIds: z.array(z.uuid()).min(1).max(1_000) })
  .meta({ examples: [{ leadIds: [exampleIds.lead] }] })

/** Why a lead was not enrolled: there is none of that id, it is never messaged, no device could, or it was here before. */
export const enrolmentRefusals = ['not_found', 'suppressed', 'no_device', 'no_reentry'] as const
export type EnrolmentRefusal = (typeof enrolmentRefusals)[number]
export const enrolledView = z
  .object({
    enrolled: z.number(),
    alreadyEnrolled: z.number(),
    refused: z.array(z.object({ leadId: z.uuid(), reason: z.enum(enrolmentRefusals) })),
  })
  .meta({
    examples: [{ enrolled: 12, alreadyEnrolled: 1, refused: [{ leadId: exampleIds.lead, reason: 'suppressed' }] }],
  })

export const contactQuery = pageQuery.extend({
  status: z.enum(enrolmentStatuses).optional().describe('Only journeys in this state'),
})
export const contactView = z
  .object({
    /** Null: the lead was deleted. */
    leadId: z.uuid().nullable(),
    phone: z.string(),
    status: z.enum(enrolmentStatuses),
    /** 1 for the first: the step whose message comes next, or the last one that was sent when nothing comes any more. */
    currentStep: z.number().nullable(),
    nextMessageAt: instant.nullable(),
    enrolledAt: instant,
    exitReason: z.string().nullable(),
  })
  .meta({
    id: 'Contact',
    examples: [
      {
        leadId: exampleIds.lead,
        phone: '+60123456789',
        status: 'active',
        currentStep: 2,
        nextMessageAt: '2026-12-03T01:00:00.000Z',
        enrolledAt: '2026-12-01T01:05:00.000Z',
        exitReason: null,
      },
    ],
  })
export type ContactView = z.infer<typeof contactView>

export const contactParams = z.strictObject({
  id: z.uuid().meta({ description: 'The id of the sequence; another workspace’s is 404', examples: [id] }),
  leadId: z
    .uuid()
    .meta({ description: 'The lead that leaves; another workspace’s is 404', examples: [exampleIds.lead] }),
})
export const exitedView = z
  .object({ leadId: z.uuid(), status: z.literal('exited'), skippedMessages: z.number() })
  .meta({ examples: [{ leadId: exampleIds.lead, status: 'exited', skippedMessages: 3 }] })
