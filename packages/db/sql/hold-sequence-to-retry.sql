-- Holds the sequence that a message belongs to, if it does, until the transaction ends: an edit of its steps waits.
--
-- $1 message id   $2 workspace id
select id from sequences
where id = (select campaign_id from messages where id = $1 and workspace_id = $2)
for share
