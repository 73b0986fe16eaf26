-- One page of those of a campaign's audience that the expansion left out, oldest first: leads that were given no message, and
-- messages that were skipped when they were made, which have no transition.
--
-- $1 campaign id   $2 after this id, or null   $3 page size   $4 reason code of what was skipped when it was made
select *
from (
  (select id, at, reason, lead_id as "leadId", device_id as "deviceId", phone, null::uuid as "messageId"
    from campaign_left_out
    where campaign_id = $1::uuid and id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
    order by id
    limit $3::int)
  union all
  (select m.id, m.created_at, $4::text, m.lead_id, m.device_id, m.recipient_phone, m.id
    from messages m
    where m.campaign_id = $1::uuid and m.ended_as = 'skipped'
      and m.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
      and not exists (select from message_events e where e.message_id = m.id)
    order by m.id
    limit $3::int)
) l
order by id
limit $3::int
