-- Campaigns whose time has come, however long ago, the longest overdue first.
--
-- $1 statuses   $2 most campaigns
select id, workspace_id as "workspaceId", traceparent from campaigns
where status = any($1::text[]) and scheduled_at <= now()
order by scheduled_at, id
limit $2
