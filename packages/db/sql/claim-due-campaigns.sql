-- Claims campaigns whose time has come, however long ago: scheduled → running. Schedulers that meet here pass each
-- other by; a campaign is handed to one of them. The filter of its segment is kept as it is now: what becomes of the
-- segment later does not mix two audiences.
--
-- $1 from statuses   $2 most campaigns   $3 this campaign alone, or null
with due as (
  select id from campaigns
  where status = any($1::text[]) and scheduled_at <= now() and ($3::uuid is null or id = $3)
  order by scheduled_at, id
  limit $2
  for update skip locked
)
update campaigns c
set status = 'running', started_at = coalesce(c.started_at, now()), updated_at = now(),
  audience_filter = case when c.audience_type = 'segment' then (
    select s.filter from segments s
    where s.id::text = c.audience_config ->> 'segmentId' and s.workspace_id = c.workspace_id) end
from due
where c.id = due.id
returning c.id, c.workspace_id as "workspaceId", c.traceparent
