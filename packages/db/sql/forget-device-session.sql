-- Forgets the session of a device that is no longer linked. Answers a row to the device's owner under its present epoch, whether
-- there was a session or not.
--
-- $1 sender   $2 device id   $3 epoch
with held as materialized (
  select id from devices where id = $2 and lease_owner = $1 and lease_epoch = $3
  for no key update
),
forgotten as (
  delete from device_sessions s using held h where s.device_id = h.id
)
select id as "deviceId" from held
