-- Ends everything to a phone that has not been handed over, in all open campaigns of a workspace: pending, processing,
-- queued → skipped, with a reason. What is being sent is looked at too: when its sender is just putting it back, that is
-- waited for, and then it is ended.
--
-- The open campaigns come from the counters, and the messages from their unique key.
--
-- $1 from statuses   $2 workspace id   $3 phone   $4 reason code   $5 reason sentence   $6 open statuses
with open as materialized (
  select k.campaign_id, k.device_id
  from devices d join campaign_devices k on k.device_id = d.id
  where d.workspace_id = $2 and k.is_open
),
held as materialized (
  select m.id, m.status
  from open o join messages m on m.campaign_id = o.campaign_id and m.device_id = o.device_id and m.recipient_phone = $3
  where m.status = any($6::text[])
  order by m.id
  for no key update of m
)
update messages m
set status = 'skipped', error_code = $4::text, error_message = $5::text
from held h
where m.id = h.id and h.status = any($1::text[])
returning m.id, m.campaign_id as "campaignId", m.device_id as "deviceId", m.dispatch_number as "dispatchNumber"
