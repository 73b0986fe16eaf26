-- How many devices want serving by these transports, and the capacity of the senders that were heard of lately.
--
-- $1 heard of within ms   $2 transports
select
  (select count(*) from devices where wanted and deleted_at is null and transport = any($2::text[]))::int as devices,
  (select count(*) from heartbeats
   where role = 'device-sender' and beat_at > now() - make_interval(secs => $1 / 1000.0))::int as senders
