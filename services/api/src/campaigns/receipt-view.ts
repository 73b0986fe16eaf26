import { type LeftOutView, leftOutReasons, type ReceiptMessage, type ReceiptView } from '@siaran/contracts'
import type { Campaign, LeftOut, RecordedMessage } from '@siaran/db'

export const receiptCampaign = (campaign: Campaign): ReceiptView['campaign'] => ({
  id: campaign.id,
  name: campaign.name,
  status: campaign.status as ReceiptView['campaign']['status'],
  audienceType: campaign.audienceType as ReceiptView['campaign']['audienceType'],
  audienceConfig: campaign.audienceConfig as Record<string, unknown>,
  audienceFilter: campaign.audienceFilter as Record<string, unknown> | null,
  createdAt: campaign.createdAt.toISOString(),
  startedAt: campaign.startedAt?.toISOString() ?? null,
  endedAt: campaign.endedAt?.toISOString() ?? null,
})

export const receiptMessage = ({ phone, transitions, ...message }: RecordedMessage): ReceiptMessage => ({
  ...message,
  recipientPhone: phone,
  transitions: transitions.map(({ at, ...transition }) => ({ ...transition, at: at.toISOString() })),
})

export const leftOutView = ({ at, ...left }: LeftOut): LeftOutView => ({
  ...left,
  sentence: leftOutReasons[left.reason],
  at: at.toISOString(),
})
