-- The dispatcher's second half: processing → queued, with the rendered content and the slot. Only rows that are still
-- this dispatcher's: what a pause or the repair took back meanwhile is passed by.
--
-- $1 from statuses   $2 worker   $3 ids   $4 contents   $5 slots   $6 gaps in ms   (of equal length)
with slot as materialized (
  select * from unnest($3::uuid[], $4::text[], $5::timestamptz[], $6::int[]) as s (id, content, scheduled_at, gap_ms)
),
-- Carries what is to be written: joined once more by the update, 400 slots were compared with 400 rows (30 of 45 ms).
held as materialized (
  select slot.*
  from (select * from slot order by id) slot
    cross join lateral (
      select status, claimed_by from messages where id = slot.id for no key update
    ) m
  where m.status = any($1::text[]) and m.claimed_by = $2
)
update messages m
set status = 'queued', content = held.content, scheduled_at = held.scheduled_at, gap_ms = held.gap_ms,
  dispatch_number = m.dispatch_number + 1, claimed_by = null, claimed_at = null
from held
where m.id = held.id
returning m.id, m.campaign_id as "campaignId", m.device_id as "deviceId", m.dispatch_number as "dispatchNumber",
  m.scheduled_at as "scheduledAt", m.gap_ms as "gapMs"
