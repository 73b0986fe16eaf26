-- Takes back what has a slot but was not handed over: processing and queued → pending. The slots are free again, because
-- slots are counted from the rows that hold one.
--
-- $1 from statuses   $2 campaign id or null   $3 device id or null   (at least one)
with held as (
  select id, device_id, dispatch_number from messages
  where is_in_flight and status = any($1::text[])
    and ($2::uuid is null or campaign_id = $2)
    and device_id = any(
      select $3::uuid where $3 is not null
      union all
      select k.device_id from campaign_devices k where k.campaign_id = $2 and $3 is null and k.processing + k.queued > 0)
  order by id
  for no key update
)
update messages m
set status = 'pending', scheduled_at = now(), claimed_by = null, claimed_at = null
from held
where m.id = held.id and m.status = any($1::text[])
returning m.id, m.device_id as "deviceId", m.dispatch_number as "dispatchNumber"
