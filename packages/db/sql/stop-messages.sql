-- Ends up to $5 messages that have not been handed over: pending, processing, queued → skipped or cancelled, with a reason.
--
-- $1 from statuses   $2 to status   $3 reason code   $4 reason sentence   $5 most rows
-- $6 campaign id or null   $7 device id or null   $8 lead id or null   (at least one)
-- $9 only ids after this one: a caller with many rows walks on instead of passing the stopped ones again
with stopped as (
  select id from messages
  where status = any($1::text[])
    and ($6::uuid is null or campaign_id = $6)
    and ($7::uuid is null or device_id = $7)
    and ($8::uuid is null or lead_id = $8)
    and coalesce($6::uuid, $7::uuid, $8::uuid) is not null
    and id > $9::uuid
  order by id
  limit $5
  for no key update
)
update messages m
set status = $2::text, error_code = $3::text, error_message = $4::text
from stopped
where m.id = stopped.id and m.status = any($1::text[])
returning m.id, m.campaign_id as "campaignId", m.device_id as "deviceId", m.dispatch_number as "dispatchNumber"
