-- Ends running campaigns (a sequence never ends by itself) that are fully expanded and have nothing left on its way. Safe to ask at any time and from
-- anywhere: of several askers one gets the row.
--
-- $1 campaign ids (null: all that are running)
with finished as (
  select c.id from campaigns c
  where c.status = 'running' and c.expanded_at is not null and not c.is_sequence
    and ($1::uuid[] is null or c.id = any($1))
    and not exists (
      select 1 from campaign_devices k
      where k.campaign_id = c.id and k.is_open)
  order by c.id
  for no key update skip locked
)
update campaigns c
set status = 'completed', ended_at = now(), updated_at = now()
from finished
where c.id = finished.id
returning c.id, c.workspace_id as "workspaceId"
