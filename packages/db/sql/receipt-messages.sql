-- One page of a campaign's messages, oldest first, each with its transitions in their order. In one statement, so that a
-- message and its transitions are of the same instant.
--
-- $1 campaign id   $2 after this id, or null   $3 page size
with page as materialized (
  select id, lead_id, device_id, recipient_phone, status, error_code, error_message, created_at
  from messages
  where campaign_id = $1::uuid and id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
  order by id
  limit $3::int
)
select p.id, p.lead_id as "leadId", p.device_id as "deviceId", p.recipient_phone as phone, p.status,
  p.error_code as "errorCode", p.error_message as "errorMessage", p.created_at as "createdAt", t.transitions
from page p cross join lateral (
  select coalesce(json_agg(json_build_object('at', e.at, 'status', e.status, 'actor', e.actor,
    'errorCode', e.error_code, 'errorMessage', e.error_message) order by e.id), '[]') as transitions
  from message_events e
  where e.message_id = p.id
) t
order by p.id
