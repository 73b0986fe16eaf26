-- A person says what became of a message in doubt: unconfirmed → sent, at the instant at which its send began, or failed.
--
-- $1 message id   $2 workspace id   $3 from statuses   $4 to status   $5 error code or null   $6 sentence or null
update messages
set status = $4::text, sent_at = case when $4::text = 'sent' then coalesce(sent_at, sending_at, now()) else sent_at end,
  error_code = $5::text, error_message = $6::text
where id = $1 and workspace_id = $2 and status = 'unconfirmed' and status = any($3::text[])
returning campaign_id as "campaignId"
