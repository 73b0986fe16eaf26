import type { Prisma } from '@siaran/db'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { readCampaign } from './read-campaign.js'

const SUFFIX = ' (Copy)'
const NAME_MAX_LENGTH = 200

/**
 * The same campaign once more, as a draft without messages. A time that is still to come is kept; with one that has
 * passed, or with "now", the copy waits to be started by hand.
 */
export async function duplicateCampaign({ db }: ApiDeps, caller: Caller, id: string) {
  const original = await readCampaign(db, caller, id)
  const keepsTime =
    original.scheduleType === 'scheduled' && original.scheduledAt !== null && original.scheduledAt > new Date()
  const copy = await db.prisma.$transaction(async (tx) => {
    const created = await tx.campaign.create({
      data: {
        workspaceId: original.workspaceId,
        name: `${original.name.slice(0, NAME_MAX_LENGTH - SUFFIX.length)}${SUFFIX}`,
        messageType: original.messageType,
        messageContent: original.messageContent,
        mediaUrl: original.mediaUrl,
        accountId: original.accountId,
        audienceType: original.audienceType,
        audienceConfig: original.audienceConfig as Prisma.InputJsonObject,
        scheduleType: keepsTime ? 'scheduled' : 'manual',
        scheduledAt: keepsTime ? original.scheduledAt : null,
        messagesPerMinute: original.messagesPerMinute,
        batchSize: original.batchSize,
        delayBetweenBatchesMs: original.delayBetweenBatchesMs,
        minDelayMs: original.minDelayMs,
        maxDelayMs: original.maxDelayMs,
        templateVariables: original.templateVariables as Prisma.InputJsonObject,
        expireAfterHours: original.expireAfterHours,
      },
    })
    await audit(tx, caller, 'campaign.duplicated', created.id, { from: id })
    return created
  })
  return { id: copy.id, name: copy.name, status: 'draft' as const, totalRecipients: 0 }
}
