-- What the network says later: sent, delivered, read, or failed. Moves forward only and may skip a level; also settles
-- what was unconfirmed, or is still being sent. So does it what waits to be sent once more, because a person asked for
-- that: the first send has arrived, and there will be no second. What waits and was never begun to be sent stays as it is:
-- nobody can have heard of it. Found by Siaran's own id where the network carries it, else by the network's. Of several
-- words about one message the furthest counts.
--
-- Who moved them is the network, and not the process that heard it: named until the end of this statement's transaction,
-- before the trigger that notes it.
--
-- $1 device ids   $2 message ids (or null)   $3 transport message ids   $4 levels   $5 instants   $6 reasons
-- from statuses for $7 read   $8 delivered   $9 sent   $10 failed   $11 statuses that wait to be handed over
with word as materialized (
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
    as w (device_id, message_id, transport_message_id, level, at, reason)
),
found as materialized (
  select m.id, m.status, w.transport_message_id,
    max(case w.level when 'read' then 3 when 'delivered' then 2 when 'sent' then 1 else 0 end) over of_message as rank,
    bool_or(w.level = 'failed') over of_message as failed,
    min(w.at) filter (where w.level in ('sent', 'delivered', 'read')) over of_message as sent_at,
    min(w.at) filter (where w.level in ('delivered', 'read')) over of_message as delivered_at,
    min(w.at) filter (where w.level = 'read') over of_message as read_at,
    max(w.reason) over of_message as reason,
    row_number() over of_message as n
  from word w cross join lateral (
    select id, status from messages where id = w.message_id and device_id = w.device_id
    union all
    select id, status from messages
    where w.message_id is null and device_id = w.device_id and transport_message_id = w.transport_message_id
  ) m
  window of_message as (partition by m.id)
),
held as materialized (
  select f.*
  from (select * from found where n = 1 order by id) f
    cross join lateral (select status, sending_at from messages where id = f.id for no key update) m
  where m.status = any(case
    when f.rank = 3 then $7::text[] when f.rank = 2 then $8::text[] when f.rank = 1 then $9::text[]
    else $10::text[] end)
    and (m.sending_at is not null or m.status <> all($11::text[]))
)
update messages m
set status = case f.rank when 3 then 'read' when 2 then 'delivered' when 1 then 'sent' else 'failed' end,
  transport_message_id = coalesce(m.transport_message_id, f.transport_message_id),
  sent_at = case when f.rank > 0 then coalesce(m.sent_at, f.sent_at) else m.sent_at end,
  delivered_at = case when f.rank > 1 then coalesce(m.delivered_at, f.delivered_at) else m.delivered_at end,
  read_at = case when f.rank > 2 then coalesce(m.read_at, f.read_at) else m.read_at end,
  error_code = case when f.rank = 0 then 'network_failed' end,
  error_message = case when f.rank = 0 then coalesce(f.reason, 'The network reported the message as failed') end
from held f
where m.id = f.id and (select set_config('siaran.actor', 'network', true)) is not null
returning m.id, m.campaign_id as "campaignId", m.workspace_id as "workspaceId", m.status,
  extract(epoch from clock_timestamp() - m.sent_at)::float8 as "secondsSinceSent"
