import type { CampaignStatus, MessageStatus } from '@siaran/domain'
import type pg from 'pg'

/** What the statements of a process brought about, as the database tells it (the migration `tell_what_moved`). */
export interface Movements {
  /** How many messages a statement brought into each of these states. */
  messagesMoved(counts: Partial<Record<MessageStatus, number>>): void
  /** `tookSeconds`: from its start to its end; null when it never started. */
  campaignEnded(end: { status: CampaignStatus; tookSeconds: number | null }): void
}

/** Hears what the database tells this connection. Of a transaction that is rolled back it has been told all the same. */
export function hearMovements(client: pg.PoolClient, { messagesMoved, campaignEnded }: Movements): void {
  client.on('notice', ({ message, detail }) => {
    if (message === 'siaran: messages moved') messagesMoved(JSON.parse(detail!))
    else if (message === 'siaran: campaign ended') campaignEnded(JSON.parse(detail!))
  })
}
