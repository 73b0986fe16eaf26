-- Ends running campaigns that are fully expanded and have nothing left on its way. The caller holds them, by a statement before
-- this one: whoever sends a message again holds its campaign as well, so what they began is seen here, and what they have
-- yet to begin finds the campaign completed.
--
-- $1 campaign ids
update campaigns c
set status = 'completed', ended_at = now(), updated_at = now()
where c.id = any($1::uuid[]) and c.status = 'running' and c.expanded_at is not null and not c.is_sequence
  and not exists (
    select 1 from campaign_devices k
    where k.campaign_id = c.id and k.is_open)
returning c.id, c.workspace_id as "workspaceId"
