-- What a new owner must know of a device's line of sends before its own first one: the newest send of all, and the
-- newest of each campaign that is open on it, each with the gap that was planned around it.
--
-- $1 device id
(select m.campaign_id as "campaignId", m.sending_at as at, m.gap_ms as "gapMs"
 from messages m
 where m.device_id = $1 and m.sending_at is not null
 order by m.sending_at desc limit 1)
union
select m.campaign_id, m.sending_at, m.gap_ms
from campaign_devices k
  join messages m on m.device_id = k.device_id and m.sending_at = k.last_sending_at and m.campaign_id = k.campaign_id
where k.device_id = $1 and k.is_open
