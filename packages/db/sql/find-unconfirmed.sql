-- What of these devices is unconfirmed and began to be sent within the last $3 ms, the newest first, a page of each device.
--
-- $1 device ids   $2 page size   $3 ms
select m.id, m.device_id as "deviceId"
from unnest($1::uuid[]) as d (id) cross join lateral (
  select id, device_id from messages
  where device_id = d.id and ended_as = 'unconfirmed' and sending_at > now() - make_interval(secs => $3 / 1000.0)
  order by id desc
  limit $2) m
