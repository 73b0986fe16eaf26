-- A sender's heartbeat for all its devices in one statement. Answers what it still owns, as the devices stand now; what
-- is missing in the answer is no longer its own. A lease that has run out is not revived: it must be claimed anew.
--
-- $1 sender   $2 lease in ms
update devices
set lease_until = now() + make_interval(secs => $2 / 1000.0)
where lease_owner = $1 and lease_until > now()
returning id, workspace_id as "workspaceId", transport, settings, credentials, status, wanted and deleted_at is null as wanted,
  logout_requested as "logoutRequested", lease_epoch as epoch, pairing_phone as "pairingPhone",
  messages_per_minute as "messagesPerMinute", messages_per_hour as "messagesPerHour",
  messages_per_day as "messagesPerDay", min_delay_ms as "minDelayMs", max_delay_ms as "maxDelayMs"
