-- Keeps the session of a device in the place of the one before. Answers a row when it is kept: to the device's owner alone,
-- under its present epoch, and while the device is not removed. The lock lets no claim and no removal come in between.
--
-- $1 sender   $2 device id   $3 epoch   $4 session, sealed
with held as materialized (
  select id, workspace_id, lease_epoch from devices
  where id = $2 and lease_owner = $1 and lease_epoch = $3 and deleted_at is null
  for no key update
)
insert into device_sessions as s (device_id, workspace_id, session, lease_epoch)
select id, workspace_id, $4, lease_epoch from held
on conflict (device_id) do update set session = excluded.session, lease_epoch = excluded.lease_epoch, saved_at = now()
returning s.device_id as "deviceId"
