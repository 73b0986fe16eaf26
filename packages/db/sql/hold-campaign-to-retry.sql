-- Holds a message's campaign, or its sequence's half of one, until the transaction ends: its end waits, or is waited for.
--
-- $1 message id   $2 workspace id
select id from campaigns
where id = (select campaign_id from messages where id = $1 and workspace_id = $2)
for no key update
