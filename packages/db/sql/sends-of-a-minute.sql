-- How many sends each of the devices has begun within the last minute; a device with none is left out.
--
-- $1 device ids
select m.device_id as "deviceId", count(*)::int as sends
from unnest($1::uuid[]) as d (id) join messages m on m.device_id = d.id
where m.sending_at > now() - interval '1 minute'
group by m.device_id
