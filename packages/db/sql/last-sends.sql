-- What a new owner must know of its devices' lines of sends before its own first one: of each the newest send of all, and
-- the newest of each campaign that is open on it, each with the gap that was planned around it. And what has begun and is
-- still in flight, which the line's index does not hold.
--
-- $1 device ids
select d.id as "deviceId", s.campaign_id as "campaignId", s.at, s.gap_ms as "gapMs"
from unnest($1::uuid[]) as d (id) cross join lateral (
  (select m.campaign_id, m.began_at as at, m.gap_ms
   from messages m
   where m.device_id = d.id and m.began_at is not null
   order by m.began_at desc limit 1)
  union
  select m.campaign_id, m.sending_at, m.gap_ms
  from messages m
  where m.device_id = d.id and m.is_in_flight and m.sending_at is not null
  union
  select m.campaign_id, m.began_at, m.gap_ms
  from campaign_devices k
    join messages m on m.device_id = k.device_id and m.began_at = k.last_sending_at and m.campaign_id = k.campaign_id
  where k.device_id = d.id and k.is_open
) s
