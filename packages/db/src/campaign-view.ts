import type { CampaignMetrics, CampaignView, MessageCounts } from '@siaran/contracts'
import { type CampaignStatus, messageStatuses, openMessageStatuses } from '@siaran/domain'
import type { Database } from './database.js'
import type { Campaign } from './generated/client.js'
import { statement } from './statement.js'

export type CampaignCount = MessageCounts & {
  campaignId: string
  sentTotal: number
  deliveredTotal: number
  readTotal: number
  repliedTotal: number
}

const countCampaigns = statement<CampaignCount>('count-campaigns')

const nothing: CampaignCount = {
  campaignId: '',
  ...(Object.fromEntries(messageStatuses.map((status) => [status, 0])) as MessageCounts),
  sentTotal: 0,
  deliveredTotal: 0,
  readTotal: 0,
  repliedTotal: 0,
}

export interface CampaignFigures {
  totalRecipients: number
  /** Recipients that are no longer on their way. */
  processedCount: number
  /** Percent, with one decimal; 100 for an empty audience. */
  progress: number
  counts: MessageCounts
  metrics: CampaignMetrics
}

/** The figures of each of the campaigns, in the order asked for. Read from the counters: cheap at any size. */
export async function readCampaignFigures(db: Database, campaignIds: readonly string[]): Promise<CampaignFigures[]> {
  if (campaignIds.length === 0) return []
  const rows = await countCampaigns(db, [campaignIds])
  const byId = new Map(rows.map((row) => [row.campaignId, row]))
  return campaignIds.map((id) => figures(byId.get(id) ?? nothing))
}

/** Counters → what people read. Each rate is 0 where its base is 0. */
export function figures(row: CampaignCount): CampaignFigures {
  const counts = Object.fromEntries(messageStatuses.map((status) => [status, row[status]])) as MessageCounts
  const totalRecipients = messageStatuses.reduce((sum, status) => sum + row[status], 0)
  const processedCount = totalRecipients - openMessageStatuses.reduce((sum, status) => sum + row[status], 0)
  return {
    totalRecipients,
    processedCount,
    progress: totalRecipients === 0 ? 100 : Math.floor((processedCount / totalRecipients) * 1_000) / 10,
    counts,
    metrics: {
      sent: row.sentTotal,
      delivered: row.deliveredTotal,
      read: row.readTotal,
      replied: row.repliedTotal,
      failed: row.failed,
      deliveryRate: percent(row.deliveredTotal, row.sentTotal),
      readRate: percent(row.readTotal, row.deliveredTotal),
      replyRate: percent(row.repliedTotal, row.deliveredTotal),
      failureRate: percent(row.failed, totalRecipients),
    },
  }
}

const percent = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100)

/** A campaign as callers see it. */
export function campaignView(campaign: Campaign, { totalRecipients, counts, metrics }: CampaignFigures): CampaignView {
  return {
    id: campaign.id,
    name: campaign.name,
    status: campaign.status as CampaignStatus,
    failureReason: campaign.failureReason,
    warning: campaign.warning,
    messageType: campaign.messageType as CampaignView['messageType'],
    messageContent: campaign.messageContent,
    mediaUrl: campaign.mediaUrl,
    accountId: campaign.accountId,
    audienceType: campaign.audienceType as CampaignView['audienceType'],
    audienceConfig: campaign.audienceConfig as Record<string, unknown>,
    scheduleType: campaign.scheduleType as CampaignView['scheduleType'],
    scheduledAt: iso(campaign.scheduledAt),
    throttleConfig: {
      messagesPerMinute: campaign.messagesPerMinute,
      batchSize: campaign.batchSize,
      delayBetweenBatches: campaign.delayBetweenBatchesMs,
      minDelaySeconds: campaign.minDelayMs / 1_000,
      maxDelaySeconds: campaign.maxDelayMs / 1_000,
    },
    templateVariables: campaign.templateVariables as Record<string, unknown>,
    expireAfterHours: campaign.expireAfterHours,
    totalRecipients,
    counts,
    metrics,
    createdAt: campaign.createdAt.toISOString(),
    startedAt: iso(campaign.startedAt),
    pausedAt: iso(campaign.pausedAt),
    endedAt: iso(campaign.endedAt),
  }
}

/** The campaign with its figures, or null when there is none of that id (in that workspace, when one is given). */
export async function readCampaignView(
  db: Database,
  where: { id: string; workspaceId?: string },
): Promise<CampaignView | null> {
  const campaign = await db.prisma.campaign.findFirst({ where })
  if (campaign === null) return null
  const [campaignFigures] = await readCampaignFigures(db, [campaign.id])
  return campaignView(campaign, campaignFigures!)
}

const iso = (date: Date | null) => date?.toISOString() ?? null
