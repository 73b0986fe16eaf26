-- What of these devices is unconfirmed and began to be sent within the last $3 ms, of each device: a page of the newest, and a
-- page of what comes behind the message at which an earlier search ended.
--
-- $1 device ids   $2 page size   $3 ms   $4 message ids or nulls, as many as devices
select m.id, m.device_id as "deviceId"
from unnest($1::uuid[], $4::uuid[]) as d (id, behind) cross join lateral (
  (select id, device_id from messages
  where device_id = d.id and ended_as = 'unconfirmed' and sending_at > now() - make_interval(secs => $3 / 1000.0)
  order by id desc
  limit $2)
  union
  (select id, device_id from messages
  where device_id = d.id and ended_as = 'unconfirmed' and sending_at > now() - make_interval(secs => $3 / 1000.0)
    and id < d.behind
  order by id desc
  limit $2)) m
order by m.id desc
