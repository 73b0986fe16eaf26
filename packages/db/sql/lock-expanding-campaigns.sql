-- Waits for the pages that are being made in a workspace, and keeps the next ones waiting until the transaction ends:
-- a page is made either before what this transaction does, which then sees its messages, or after, and sees what it did.
--
-- $1 workspace id
select id from campaigns
where workspace_id = $1 and status = 'running' and expanded_at is null
order by id
for share
