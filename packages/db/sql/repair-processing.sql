-- A dispatcher died between its two halves: processing → pending.
--
-- $1 older than ms   $2 most rows
with stuck as (
  select m.id
  from campaign_devices k join messages m on m.device_id = k.device_id and m.campaign_id = k.campaign_id
  where k.processing > 0 and m.is_in_flight and m.status = 'processing' and m.claimed_at < now() - make_interval(secs => $1 / 1000.0)
  order by m.id
  limit $2
  for no key update of m skip locked
)
update messages m
set status = 'pending', claimed_by = null, claimed_at = null
from stuck
where m.id = stuck.id and m.status = 'processing'
returning m.id
