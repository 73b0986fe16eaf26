-- Ends a campaign that cannot go on, with the reason that people will read. Answers no row when it is no longer running.
--
-- $1 campaign id   $2 reason
update campaigns
set status = 'failed', failure_reason = $2, ended_at = now(), updated_at = now()
where id = $1 and status = 'running'
returning id, workspace_id as "workspaceId"
