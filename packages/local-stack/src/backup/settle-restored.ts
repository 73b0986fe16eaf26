import type pg from 'pg'

/**
 * What happened after a backup was taken is in no row of it. So nothing of what was open then may be sent by itself:
 *
 * - campaigns that were scheduled or running, and active sequences, are paused; their warning says why;
 * - messages that were not at their end, and that a device could have sent since, are unconfirmed, as what a killed sender leaves
 *   behind: looked up where the network can be asked, never sent again but by a person. They count as begun now, the
 *   latest moment at which they can have been, so that gaps and ceilings wait for them. Steps of a journey that are due later stay planned.
 *
 * With `nothingSentSince` a person vouches that Siaran did not run after the backup: then only what was being sent is in
 * doubt, and the rest waits for the resume. Logins end: some may have been revoked since.
 */
export async function settleRestored(
  client: pg.Client,
  { takenAt, nothingSentSince }: { takenAt: string; nothingSentSince: boolean },
): Promise<{ paused: number; unconfirmed: number }> {
  await client.query('begin')
  await client.query(`select set_config('siaran.actor', 'restore', true)`)
  const { rows: doubtful } = await client.query<{ n: number }>(
    `with changed as (
       update messages m
       set status = 'unconfirmed', error_code = 'restored', error_message = $1, sending_at = coalesce(m.sending_at, now())
       from campaigns c
       where c.id = m.campaign_id and (m.is_pending or m.is_in_flight) and c.status <> 'cancelled'
         and (m.status = 'sending' or (not $2::boolean and not (c.is_sequence and m.is_pending and m.scheduled_at > now())))
       returning m.id)
     select count(*)::int as n from changed`,
    [`The backup of ${takenAt} does not know whether it was sent after that`, nothingSentSince],
  )
  await client.query(
    `update messages set status = 'pending', claimed_by = null, claimed_at = null where status in ('processing', 'queued')`,
  )
  const { rowCount: paused } = await client.query(
    `update campaigns set status = 'paused', paused_at = now(), updated_at = now(), warning = $1
     where status in ('scheduled', 'running')`,
    [
      `Restored from the backup of ${takenAt}: what was sent after that is not known here. Before you resume it, compare with the phones: whoever joins it anew may have been written to already`,
    ],
  )
  await client.query('update devices set lease_owner = null, lease_until = null, lease_epoch = lease_epoch + 1')
  await client.query('delete from heartbeats')
  await client.query('delete from sessions')
  await client.query(
    `insert into audit_entries (workspace_id, actor, action, detail)
     select id, 'system', 'backup.restored', jsonb_build_object('takenAt', $1::text) from workspaces`,
    [takenAt],
  )
  await client.query('commit')
  return { paused: paused ?? 0, unconfirmed: doubtful[0]!.n }
}
