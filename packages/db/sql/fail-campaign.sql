-- Ends a campaign that cannot go on, with the reason that people will read. Answers no row when its state is another.
--
-- $1 campaign id   $2 reason   $3 from statuses
update campaigns
set status = 'failed', failure_reason = $2, ended_at = now(), updated_at = now()
where id = $1 and status = any($3::text[])
returning id, workspace_id as "workspaceId"
