-- By transport: how many devices want serving by it, and how many senders that can serve it were heard of lately.
--
-- $1 heard of within ms   $2 transports
select t.transport,
  (select count(*) from devices d where d.wanted and d.deleted_at is null and d.transport = t.transport)::int as devices,
  (select count(*) from heartbeats
   where role = 'device-sender' and t.transport = any(transports)
     and beat_at > now() - make_interval(secs => $1 / 1000.0))::int as senders
from unnest($2::text[]) as t (transport)
