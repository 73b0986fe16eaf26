import { campaignStatuses, deviceStatuses, sequenceStatuses } from '@siaran/domain'
import { z } from 'zod'
import { campaignMetrics, campaignView, messageCounts } from './campaigns.js'
import { instant } from './envelope.js'
import { importView } from './leads.js'
import { enrolmentCounts, journeyCounts } from './sequences.js'

const campaignId = z.uuid()
const deviceId = z.uuid()

/** Every event that a socket can hear, and its payload. Published by any process, heard by any API. */
export const liveEvents = {
  'campaign:started': z.object({ campaignId, totalRecipients: z.number(), startedAt: instant }),
  'campaign:progress': z.object({
    campaignId,
    status: z.enum(campaignStatuses),
    /** Percent of the recipients that are no longer on their way. */
    progress: z.number(),
    processedCount: z.number(),
    totalRecipients: z.number(),
    counts: messageCounts,
  }),
  'campaign:stats': z.object({ campaignId, metrics: campaignMetrics }),
  'campaign:paused': z.object({ campaignId, pausedAt: instant }),
  'campaign:completed': z.object({ campaignId, campaign: campaignView }),
  'campaign:failed': z.object({ campaignId, error: z.string() }),
  'device:status': z.object({ deviceId, status: z.enum(deviceStatuses), reason: z.string().optional() }),
  'device:qr': z.object({ deviceId, qr: z.string(), expiresAt: instant }),
  'device:code': z.object({ deviceId, code: z.string(), phone: z.string(), expiresAt: instant }),
  'sequence:progress': z.object({
    sequenceId: z.uuid(),
    status: z.enum(sequenceStatuses),
    counts: journeyCounts,
    enrolments: enrolmentCounts,
    /** In their order. */
    steps: z.array(z.object({ id: z.uuid(), counts: journeyCounts })),
  }),
  'import:progress': importView.omit({ errors: true }),
  'message:received': z.object({ deviceId, from: z.string(), text: z.string(), at: instant }),
} as const

export type LiveEventName = keyof typeof liveEvents
export type LiveEvent<Name extends LiveEventName> = z.infer<(typeof liveEvents)[Name]>

/** Whom an event is for: everyone of the workspace, and those who watch the campaign. */
export type Audience = { workspaceId: string; campaignId?: string }

/** The publishing end, as the services see it. Never throws and never waits: a lost event is refetched. */
export interface LiveEvents {
  publish<Name extends LiveEventName>(audience: Audience, name: Name, payload: LiveEvent<Name>): void
}

export const watchCampaign = z.strictObject({ campaignId })
