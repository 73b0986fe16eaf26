-- Of the devices that find-devices-with-room.sql found, those that are still online and served, and that nobody has given
-- slots to since: they hold no more than they did. Each is locked until the transaction ends, so that two dispatchers never
-- plan one device's line at once; one that is locked already is passed by.
--
-- $1 device ids   $2 what each held   (of equal length)
with found as materialized (
  select f.device_id
  from unnest($1::uuid[], $2::int[]) as f (device_id, held)
    join devices d on d.id = f.device_id
    cross join lateral (
      select coalesce(sum(k.processing + k.queued + k.sending), 0) as held
      from campaign_devices k where k.device_id = f.device_id and k.is_open
    ) k
  where d.status = 'online' and d.wanted and d.deleted_at is null and d.lease_until > now() and k.held <= f.held
)
select device_id as "deviceId"
from found
where pg_try_advisory_xact_lock(hashtextextended('dispatch ' || device_id, 0))
