-- Locks the next leads that wait with a trigger, and that one of the sequences is for. Another worker's are passed by.
--
-- $1 workspace id   $2 trigger   $3 sequence ids   $4 after this id   $5 most leads
select l.id, coalesce(l.timezone, w.timezone) as timezone, w.timezone as "workspaceZone"
from leads l join workspaces w on w.id = l.workspace_id
where l.workspace_id = $1 and l.trigger = $2 and l.id > $4
  and exists (
    select from sequences s
    where s.id = any($3::uuid[])
      and (s.niche is null or s.niche = l.niche) and (s.target_status is null or s.target_status = l.target_status))
order by l.id
limit $5
for no key update of l skip locked
