-- Ends what waits of steps that were removed: pending, processing, queued → skipped.
--
-- $1 from statuses   $2 sequence id   $3 reason code   $4 reason sentence
with held as materialized (
  select m.id
  from messages m join sequence_steps t on t.id = m.step_id
  where m.campaign_id = $2 and t.removed_at is not null and m.status = any($1::text[])
  order by m.id
  for no key update of m
)
update messages m
set status = 'skipped', error_code = $3::text, error_message = $4::text
from held
where m.id = held.id and m.status = any($1::text[])
returning m.id, m.campaign_id as "campaignId", m.device_id as "deviceId", m.dispatch_number as "dispatchNumber"
