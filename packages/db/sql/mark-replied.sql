-- Somebody wrote back: the newest message that this device sent to the phone is answered (or the quoted one, where the
-- network says which). Answered once; later replies change nothing.
--
-- $1 device id   $2 phone   $3 instant   $4 quoted transport message id or null
with sent as materialized (
  -- One unique key for campaigns, one for sequences.
  select id, sent_at from messages
  where device_id = $1 and recipient_phone = $2 and step_id is null and sent_at is not null
    and ($4::text is null or transport_message_id = $4)
  union all
  select id, sent_at from messages
  where device_id = $1 and recipient_phone = $2 and step_id is not null and sent_at is not null
    and ($4::text is null or transport_message_id = $4)
),
answered as (
  select id from messages
  where id = (select id from sent order by sent_at desc limit 1)
  for no key update
)
update messages m
set replied_at = $3
from answered
where m.id = answered.id and m.replied_at is null
returning m.id, m.campaign_id as "campaignId", m.workspace_id as "workspaceId"
