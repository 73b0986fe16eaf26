-- The lines of sends that new slots must fit into: what has a slot or is being sent, and what began lately (as far back
-- as the device's ceilings look, at least the last send of each campaign that is open on it). Each send stands there
-- once: one that is counted twice would use up a ceiling twice. A message that waits for its next attempt stands there
-- with the attempt and with its slot. The line's index holds what is not in flight.
--
-- $1 device ids
select d.id as "deviceId", b.campaign_id as "campaignId", b.at, b.gap_ms as "gapMs"
from devices d cross join lateral (
  select m.id, m.campaign_id, m.scheduled_at as at, m.gap_ms
  from messages m
  where m.device_id = d.id and m.is_in_flight and m.status = 'queued'
  union
  select m.id, m.campaign_id, m.sending_at, m.gap_ms
  from messages m
  where m.device_id = d.id and m.is_in_flight and m.sending_at is not null
  union
  select m.id, m.campaign_id, m.began_at, m.gap_ms
  from messages m
  where m.device_id = d.id and m.began_at > now() - case
    when d.messages_per_day is not null then interval '1 day'
    when d.messages_per_hour is not null then interval '1 hour' end
  union
  (select m.id, m.campaign_id, m.began_at, m.gap_ms
   from messages m where m.device_id = d.id and m.began_at is not null
   order by m.began_at desc limit 1)
  union
  select m.id, m.campaign_id, m.began_at, m.gap_ms
  from campaign_devices k
    join messages m on m.device_id = k.device_id and m.began_at = k.last_sending_at and m.campaign_id = k.campaign_id
  where k.device_id = d.id and k.is_open
) b
where d.id = any($1::uuid[])
