-- How many sends each of the devices has begun within the last minute; a device with none is left out.
--
-- $1 device ids
select d.id as "deviceId", count(*)::int as sends
from unnest($1::uuid[]) as d (id) cross join lateral (
  select from messages where device_id = d.id and began_at > now() - interval '1 minute'
  union all
  select from messages where device_id = d.id and is_in_flight and sending_at > now() - interval '1 minute'
) begun
group by d.id
