-- Devices that can take more slots: online, served, something due, at most half of their window in use. Each is locked
-- until the transaction ends, so that two dispatchers never plan one device's line at once; one that is locked already
-- is passed by. The emptiest come first.
--
-- $1 window: most rows of a device in flight   $2 most devices
with backlog as materialized (
  select k.device_id,
    sum(k.processing + k.queued + k.sending) as held,
    sum(k.pending) filter (where c.status = 'running') as waiting
  from campaign_devices k join campaigns c on c.id = k.campaign_id
  where k.pending + k.processing + k.queued + k.sending > 0
  group by k.device_id
),
candidate as materialized (
  select b.device_id
  from backlog b join devices d on d.id = b.device_id
  where b.waiting > 0 and b.held <= $1 / 2
    and d.status = 'online' and d.wanted and d.deleted_at is null and d.lease_until > now()
  order by b.held, b.device_id
  limit $2
)
select device_id as "deviceId"
from candidate
where pg_try_advisory_xact_lock(hashtextextended('dispatch ' || device_id, 0))
