-- What became of sends: sending → sent, failed, queued (certainly not sent: again at retry_at) or unconfirmed. Fenced by
-- the epoch and by the dispatch: a word about an earlier send of a row that a person sent again says nothing of the one
-- that is under way. A row that the repair called unconfirmed meanwhile is corrected by one who knows (sent or failed); one that
-- an acknowledgement has moved on already is left alone.
--
-- $1 message ids   $2 epochs   $3 statuses   $4 transport message ids   $5 error codes   $6 error messages
-- $7 retry instants   $8 attempts used (0 or 1)   $9 dispatch numbers   (of equal length)
-- $10 from statuses   $11 from statuses for sent, failed
with outcome as materialized (
  select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::int[],
      $9::int[])
    as o (id, epoch, status, transport_message_id, error_code, error_message, retry_at, attempts, dispatch_number)
),
held as materialized (
  select o.*
  from (select * from outcome order by id) o
    cross join lateral (
      select status, lease_epoch, dispatch_number from messages where id = o.id for no key update
    ) m
  where m.lease_epoch = o.epoch and m.dispatch_number = o.dispatch_number
    and m.status = any(case when o.status in ('sent', 'failed') then $11::text[] else $10::text[] end)
)
update messages m
set status = o.status,
  sent_at = case when o.status = 'sent' then clock_timestamp() end,
  transport_message_id = coalesce(o.transport_message_id, m.transport_message_id),
  error_code = o.error_code, error_message = o.error_message,
  scheduled_at = coalesce(o.retry_at, m.scheduled_at),
  attempts = m.attempts + o.attempts
from held o
where m.id = o.id
returning m.id, m.campaign_id as "campaignId", m.status, m.error_code as "errorCode", m.error_message as "errorMessage",
  m.workspace_id as "workspaceId", m.enrolment_id as "enrolmentId"
