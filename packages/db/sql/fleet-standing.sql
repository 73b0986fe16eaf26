-- By transport: how many devices want serving by it, and how many the senders take that can serve it and were heard of lately.
-- One of the version before says only how many it takes of all.
--
-- $1 heard of within ms   $2 transports
select t.transport,
  (select count(*) from devices d where d.wanted and d.deleted_at is null and d.transport = t.transport)::int as devices,
  (select coalesce(sum(coalesce(capacities[array_position(transports, t.transport)], capacity)), 0) from heartbeats
   where role = 'device-sender' and t.transport = any(transports)
     and beat_at > now() - make_interval(secs => $1 / 1000.0))::int as capacity
from unnest($2::text[]) as t (transport)
