-- Locks leads that somebody chose, one after the other in the order of their ids. One that is not there is left out.
--
-- $1 workspace id   $2 lead ids
select l.id, coalesce(l.timezone, w.timezone) as timezone, w.timezone as "workspaceZone"
from leads l join workspaces w on w.id = l.workspace_id
where l.workspace_id = $1 and l.id = any($2::uuid[])
order by l.id
for no key update of l
