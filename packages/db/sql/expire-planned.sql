-- Ends messages of active sequences that have waited for longer than these say (a pause, a device that was away):
-- pending → skipped.
--
-- $1 from statuses   $2 reason code   $3 reason sentence   $4 most rows
with late as (
  select m.id
  from campaigns c join campaign_devices k on k.campaign_id = c.id cross join lateral (
    select id from messages
    where campaign_id = k.campaign_id and device_id = k.device_id
      and due_at <= now() - make_interval(hours => c.expire_after_hours) and status = any($1::text[])
    order by due_at
    limit $4
    for no key update skip locked) m
  where c.is_sequence and c.status = 'running' and c.expire_after_hours is not null and k.is_open and k.pending > 0
  limit $4
)
update messages m
set status = 'skipped', error_code = $2::text, error_message = $3::text
from late
where m.id = late.id
returning m.id, m.campaign_id as "campaignId", m.device_id as "deviceId", m.dispatch_number as "dispatchNumber"
