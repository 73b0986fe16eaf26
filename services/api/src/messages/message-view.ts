import type { MessageView } from '@siaran/contracts'
import type { Message } from '@siaran/db'
import type { MessageStatus } from '@siaran/domain'

/** A message as callers see it. */
export const asSeen = (message: Message): MessageView => ({
  id: message.id,
  campaignId: message.campaignId,
  stepId: message.stepId,
  leadId: message.leadId,
  deviceId: message.deviceId,
  recipientPhone: message.recipientPhone,
  status: message.status as MessageStatus,
  content: message.content,
  scheduledAt: message.scheduledAt.toISOString(),
  sentAt: message.sentAt?.toISOString() ?? null,
  deliveredAt: message.deliveredAt?.toISOString() ?? null,
  readAt: message.readAt?.toISOString() ?? null,
  attempts: message.attempts,
  errorCode: message.errorCode,
  errorMessage: message.errorMessage,
  transportMessageId: message.transportMessageId,
})
