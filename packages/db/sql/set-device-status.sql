-- What a device's owner has to say of its session. Fenced by the epoch; answers a row only when something changed.
--
-- $1 device id   $2 sender   $3 epoch   $4 status   $5 reason   $6 qr   $7 qr expires at
update devices
set status = $4::text, status_reason = $5::text, status_at = now(), qr = $6::text, qr_expires_at = $7::timestamptz,
  logout_requested = logout_requested and $4::text <> 'logged_out',
  wanted = wanted and $4::text <> 'logged_out'
where id = $1 and lease_owner = $2 and lease_epoch = $3
  and (status, coalesce(status_reason, ''), coalesce(qr, '')) is distinct from ($4::text, coalesce($5::text, ''), coalesce($6::text, ''))
returning workspace_id as "workspaceId"
