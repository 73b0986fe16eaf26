-- Takes back single messages whose job is lost or whose slot is too long past: queued → pending, to get a new slot. Only
-- the very dispatch that was looked at.
--
-- $1 from statuses   $2 ids   $3 dispatch numbers
with lost as (
  select m.id from messages m join unnest($2::uuid[], $3::int[]) as l (id, dispatch_number) using (id, dispatch_number)
  where m.status = any($1::text[]) and m.status = 'queued'
  order by m.id
  for no key update of m
)
update messages m
set status = 'pending', scheduled_at = now()
from lost
where m.id = lost.id and m.status = 'queued'
returning m.id
