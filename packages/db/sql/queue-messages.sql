-- The dispatcher's second half: processing → queued, with the rendered content and the slot. Only rows that are still
-- this dispatcher's: what a pause or the repair took back meanwhile is passed by.
--
-- $1 from statuses   $2 worker   $3 ids   $4 contents   $5 slots   $6 gaps in ms   (of equal length)
with slot as materialized (
  select * from unnest($3::uuid[], $4::text[], $5::timestamptz[], $6::int[]) as s (id, content, scheduled_at, gap_ms)
),
held as (
  select m.id from messages m join slot using (id)
  where m.status = any($1::text[]) and m.claimed_by = $2
  order by m.id
  for no key update of m
)
update messages m
set status = 'queued', content = slot.content, scheduled_at = slot.scheduled_at, gap_ms = slot.gap_ms,
  dispatch_number = m.dispatch_number + 1, claimed_by = null, claimed_at = null
from slot join held using (id)
where m.id = slot.id
returning m.id, m.campaign_id as "campaignId", m.device_id as "deviceId", m.dispatch_number as "dispatchNumber",
  m.scheduled_at as "scheduledAt", m.gap_ms as "gapMs"
