-- What a new owner must know of a device's line of sends before its own first one.
--
-- $1 device id
(select m.campaign_id as "campaignId", m.sending_at as at, m.gap_ms as "gapMs"
 from messages m
 where m.device_id = $1 and m.sending_at is not null
 order by m.sending_at desc limit 1)
union all
select k.campaign_id, k.last_sending_at, 0
from campaign_devices k
where k.device_id = $1 and k.last_sending_at is not null and k.pending + k.processing + k.queued + k.sending > 0
