-- "I am here": of a sender, a scheduler or a repeatable job. Old instances are forgotten after a day.
--
-- $1 role   $2 instance   $3 transports that a sender can serve   $4 how many devices of each it takes
with forgotten as (
  delete from heartbeats where beat_at < now() - interval '1 day'
)
insert into heartbeats (role, instance, transports, capacities, beat_at)
values ($1, $2, $3, $4, now())
on conflict (role, instance) do update set beat_at = now(), transports = excluded.transports, capacities = excluded.capacities
