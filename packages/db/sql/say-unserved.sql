-- Says why of devices that want serving and that nobody serves: no sender has claimed them for a while. Whoever can serve them
-- claims them all the same. A claim that comes first goes before it.
--
-- $1 transports   $2 reasons, one for each   $3 for so long, in ms
update devices d
set status = 'failed', status_reason = w.reason, status_at = now(), qr = null, qr_expires_at = null,
  pairing_code = null, pairing_expires_at = null
from unnest($1::text[], $2::text[]) as w (transport, reason)
where d.transport = w.transport and d.wanted and d.deleted_at is null
  and d.status in ('connecting', 'qr', 'online', 'disconnected')
  and greatest(d.lease_until, d.status_at) < now() - make_interval(secs => $3 / 1000.0)
returning d.id as "deviceId", d.workspace_id as "workspaceId", d.status_reason as reason
