-- A job broke off before it had claimed its message, which is certainly not sent. It counts as an attempt: queued →
-- pending, for a new slot in $7 ms; the last attempt: queued → failed. Only the very dispatch that the job was for.
--
-- $1 from statuses   $2 id   $3 dispatch number   $4 most attempts   $5 code   $6 sentence   $7 next attempt in ms
with held as materialized (
  select m.id, m.attempts + 1 >= $4::int as is_last
  from messages m
  where m.id = $2 and m.dispatch_number = $3 and m.status = any($1::text[]) and m.status = 'queued'
  for no key update
)
update messages m
set status = case when h.is_last then 'failed' else 'pending' end,
  attempts = m.attempts + 1, error_code = $5::text, error_message = $6::text,
  scheduled_at = case when h.is_last then m.scheduled_at else now() + make_interval(secs => $7::int / 1000.0) end
from held h
where m.id = h.id
returning m.id, m.campaign_id as "campaignId", m.status
