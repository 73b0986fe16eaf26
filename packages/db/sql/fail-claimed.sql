-- Messages of which the dispatcher can make nothing that could be sent: processing → failed, each with its own sentence.
-- Only rows that are still this dispatcher's.
--
-- $1 from statuses   $2 worker   $3 code   $4 ids   $5 sentences   (of equal length)
with held as materialized (
  select f.*
  from (select * from unnest($4::uuid[], $5::text[]) as f (id, sentence) order by id) f
    cross join lateral (
      select status, claimed_by from messages where id = f.id for no key update
    ) m
  where m.status = any($1::text[]) and m.claimed_by = $2
)
update messages m
set status = 'failed', error_code = $3::text, error_message = held.sentence, claimed_by = null, claimed_at = null
from held
where m.id = held.id
returning m.id, m.campaign_id as "campaignId"
