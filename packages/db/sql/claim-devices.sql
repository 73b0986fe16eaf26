-- Takes up to $3 devices that want serving and have no living owner. The epoch rises: whatever the owner before still
-- tries under the old one changes no row.
--
-- $1 sender   $2 lease in ms   $3 most devices   $4 transports that this sender can serve
with free as (
  select id from devices
  where wanted and deleted_at is null and transport = any($4::text[])
    and (lease_until is null or lease_until < now())
  order by lease_until nulls first, id
  limit $3
  for update skip locked
)
update devices d
set lease_owner = $1, lease_epoch = d.lease_epoch + 1, lease_until = now() + make_interval(secs => $2 / 1000.0)
from free
where d.id = free.id
returning d.id, d.workspace_id as "workspaceId", d.transport, d.settings, d.credentials, d.status, true as wanted,
  d.logout_requested as "logoutRequested", d.lease_epoch as epoch, d.pairing_phone as "pairingPhone",
  d.messages_per_minute as "messagesPerMinute", d.messages_per_hour as "messagesPerHour",
  d.messages_per_day as "messagesPerDay", d.min_delay_ms as "minDelayMs", d.max_delay_ms as "maxDelayMs"
