-- What devices' owner has to say of their sessions. Fenced by the epoch; answers a row only for a device of which something
-- changed. A device stands in it once: the caller sends its words one after the other.
--
-- $1 sender
-- $2 device ids   $3 epochs   $4 statuses   $5 reasons   $6 qrs   $7 qr expires at
-- $8 pairing codes   $9 pairing code expires at   (of equal length)
with word as materialized (
  select * from unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
    $8::text[], $9::timestamptz[])
    as w (id, epoch, status, reason, qr, qr_expires_at, pairing_code, pairing_expires_at)
),
held as materialized (
  select w.*
  from (select * from word order by id) w cross join lateral (
    select lease_owner, lease_epoch, status, status_reason, qr, pairing_code from devices where id = w.id for no key update
  ) d
  where d.lease_owner = $1 and d.lease_epoch = w.epoch
    and (d.status, coalesce(d.status_reason, ''), coalesce(d.qr, ''), coalesce(d.pairing_code, ''))
      is distinct from (w.status, coalesce(w.reason, ''), coalesce(w.qr, ''), coalesce(w.pairing_code, ''))
)
update devices d
set status = h.status, status_reason = h.reason, status_at = now(), qr = h.qr, qr_expires_at = h.qr_expires_at,
  pairing_code = h.pairing_code, pairing_expires_at = h.pairing_expires_at,
  logout_requested = d.logout_requested and h.status <> 'logged_out',
  wanted = d.wanted and h.status <> 'logged_out'
from held h
where d.id = h.id
returning d.id as "deviceId", d.workspace_id as "workspaceId"
