-- Whose progress it is and how the campaign stands, for live events. A sequence is none.
--
-- $1 campaign ids
select id, workspace_id as "workspaceId", status, started_at as "startedAt" from campaigns where id = any($1::uuid[]) and not is_sequence
