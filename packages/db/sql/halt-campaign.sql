-- Stops a campaign's sends: → paused or cancelled. The row lock (for update, against the claims' key share) waits for every
-- claim that is under way and turns away every later one.
--
-- $1 campaign id   $2 workspace id   $3 from statuses   $4 to status
with stopped as (
  select id from campaigns
  where id = $1 and workspace_id = $2 and status = any($3::text[])
  for update
)
update campaigns c
set status = $4::text, updated_at = now(),
  paused_at = case when $4::text = 'paused' then clock_timestamp() else c.paused_at end,
  ended_at = case when $4::text = 'paused' then null else clock_timestamp() end
from stopped
where c.id = stopped.id
returning coalesce(c.ended_at, c.paused_at) as "stoppedAt"
