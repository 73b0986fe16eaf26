import { type MessageStatus, messageStatesBefore, type RetryObstacles, retryRefusalOf } from '@siaran/domain'
import type { Database } from './database.js'
import { statement } from './statement.js'

type MessageKey = { id: string; workspaceId: string }
/** `refusal`: why a message that is in doubt cannot be sent again, for a person. */
export type Retried = { campaignId: string; reopened: boolean } | { refusal: string }
type MessageInDoubt = RetryObstacles & { status: MessageStatus; campaignId: string }

/** What a person who closes a message as not sent leaves as its reason. */
const RESOLVED_FAILED = { code: 'resolved_failed', message: 'Somebody looked, and closed it as not sent' } as const

const resolve = statement<{ campaignId: string }>('resolve-message')
const holdSequence = statement<{ id: string }>('hold-sequence-to-retry')
const holdCampaign = statement<{ id: string }>('hold-campaign-to-retry')
const holdJourney = statement<{ id: string }>('hold-journey-to-retry')
const readInDoubt = statement<MessageInDoubt>('read-message-in-doubt')
const retry = statement<{ id: string }>('retry-message')
const findUnconfirmed = statement<{ id: string; deviceId: string }>('find-unconfirmed')

/**
 * Settles a message in doubt by a person's word: as sent, at the instant at which its send began, or as failed. Null when
 * it is not in doubt (any more), or not there.
 */
export async function settleByHand(
  db: Database,
  { id, workspaceId }: MessageKey,
  as: 'sent' | 'failed',
): Promise<{ campaignId: string } | null> {
  const why = as === 'failed' ? RESOLVED_FAILED : null
  const from = messageStatesBefore(as)
  const [row] = await resolve(db, [id, workspaceId, from, as, why?.code ?? null, why?.message ?? null])
  return row ?? null
}

/**
 * Sends a message in doubt again, by a person's word alone: it is pending, for a new slot, and its campaign runs again if it
 * was completed. Should the network still say that the first send had arrived, there will be no second. Null when it is not in
 * doubt (any more), or not there.
 */
export const retryMessage = (db: Database, { id, workspaceId }: MessageKey): Promise<Retried | null> =>
  db.transaction(async (tx) => {
    // Held first, in the order in which everybody takes them, and read by a statement after it.
    for (const hold of [holdSequence, holdCampaign, holdJourney]) await hold(tx, [id, workspaceId])
    const [message] = await readInDoubt(tx, [id, workspaceId])
    if (message?.status !== 'unconfirmed') return null
    const refusal = retryRefusalOf(message)
    if (refusal !== null) return { refusal }
    const { campaignId } = message
    const reopened = await retry(tx, [id, messageStatesBefore('pending'), campaignId])
    return { campaignId, reopened: reopened.length > 0 }
  })

/**
 * What of these devices is in doubt since less than `maxAgeMs`, the newest first: of each at most `page` of the newest, and
 * `page` behind the message `behind`, at which an earlier search ended.
 */
export const readUnconfirmed = (
  db: Database,
  devices: readonly { id: string; behind: string | null }[],
  { page, maxAgeMs }: { page: number; maxAgeMs: number },
) => findUnconfirmed(db, [devices.map(({ id }) => id), page, maxAgeMs, devices.map(({ behind }) => behind)])
