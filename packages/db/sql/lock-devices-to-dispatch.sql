-- Devices that can take more slots: online, served, room in their window, and a running campaign that has used up half
-- of what it wants to have ahead there (what it can send in $3 seconds, at least 2, at most the window: more would only
-- have to be taken back by a pause). Each is locked until the transaction ends, so that two dispatchers never plan one
-- device's line at once; one that is locked already is passed by. The emptiest come first. Of a sequence's pending
-- messages most are planned for later: one has to be due, with nothing of its journey open before it.
--
-- $1 window: most rows of a device in flight   $2 most devices   $3 seconds ahead
with line as materialized (
  select k.device_id, k.processing + k.queued + k.sending as held,
    c.status = 'running' and k.pending > 0
      and (not c.is_sequence or exists (
        select from messages m
        where m.campaign_id = k.campaign_id and m.device_id = k.device_id and m.due_at <= now()
          and (c.expire_after_hours is null or m.due_at > now() - make_interval(hours => c.expire_after_hours))
          and not exists (
            select from messages e join sequence_steps t on t.id = e.step_id
            where e.enrolment_id = m.enrolment_id and (e.is_pending or e.is_in_flight)
              and t.position < (select position from sequence_steps where id = m.step_id))))
      and k.processing + k.queued + k.sending <= least($1, greatest(2, ceil(c.messages_per_minute * $3 / 60.0))) / 2 as wants
  from campaign_devices k join campaigns c on c.id = k.campaign_id
  where k.is_open
),
candidate as materialized (
  select l.device_id
  from line l join devices d on d.id = l.device_id
  where d.status = 'online' and d.wanted and d.deleted_at is null and d.lease_until > now()
  group by l.device_id
  having bool_or(l.wants) and sum(l.held) < $1
  order by sum(l.held), l.device_id
  limit $2
)
select device_id as "deviceId"
from candidate
where pg_try_advisory_xact_lock(hashtextextended('dispatch ' || device_id, 0))
