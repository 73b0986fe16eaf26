-- The first lead of an audience as it is now.
--
-- $1 workspace id   $2 audience filter (jsonb)
select l.id
from leads l
where l.workspace_id = $1
  and :audience
order by l.id
limit 1
