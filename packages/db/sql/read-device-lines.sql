-- The lines of sends that new slots must fit into: what has a slot or is being sent, and what began lately (as far back
-- as the device's ceilings look, at least the last send of each campaign that is open on it).
--
-- $1 device ids
select d.id as "deviceId", b.campaign_id as "campaignId", b.at, b.gap_ms as "gapMs"
from devices d cross join lateral (
  select m.campaign_id, m.scheduled_at as at, m.gap_ms
  from messages m
  where m.device_id = d.id and m.status in ('queued', 'sending')
  union all
  select m.campaign_id, m.sending_at, m.gap_ms
  from messages m
  where m.device_id = d.id and m.sending_at > now() - case
    when d.messages_per_day is not null then interval '1 day'
    when d.messages_per_hour is not null then interval '1 hour' end
  union all
  (select m.campaign_id, m.sending_at, m.gap_ms
   from messages m where m.device_id = d.id and m.sending_at is not null
   order by m.sending_at desc limit 1)
  union all
  select k.campaign_id, k.last_sending_at, 0
  from campaign_devices k
  where k.device_id = d.id and k.last_sending_at is not null
    and k.pending + k.processing + k.queued + k.sending > 0
) b
where d.id = any($1::uuid[])
