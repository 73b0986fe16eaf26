-- Triggers for which a sequence is active, of all workspaces.
select distinct s.workspace_id as "workspaceId", s.trigger
from sequences s join campaigns c on c.id = s.id
where c.status = 'running'
order by s.workspace_id, s.trigger
