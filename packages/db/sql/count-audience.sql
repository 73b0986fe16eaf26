-- How many leads an audience holds now.
--
-- $1 workspace id   $2 audience filter (jsonb)
select count(*)::int as recipients
from leads l
where l.workspace_id = $1
  and :audience
