-- Puts a phone on the workspace's list of those that are never messaged. Answers no row when it is there already.
--
-- $1 workspace id   $2 phone   $3 reason
insert into suppressions (workspace_id, phone, reason)
values ($1, $2, $3)
on conflict (workspace_id, phone) do nothing
returning id, workspace_id as "workspaceId", phone, reason, created_at as "createdAt"
