-- Devices that can take more slots: online, served, room in their window, and a running campaign that has used up half
-- of what it wants to have ahead there (what it can send in $3 seconds, at least 2, at most the window: more would only
-- have to be taken back by a pause) and of which something is due: of a sequence's pending messages most are planned for
-- later, and of a campaign's those that are tried again. With a sequence nothing of the journey may be open before it. The
-- emptiest come first, the equally empty in an order that is another one each time: dispatchers that search at once
-- begin with different devices.
--
-- Looks through all open rows of campaign_devices (docs/scaling.md says what that takes), so a dispatcher does it once for
-- many turns. `held` is what lock-devices-to-dispatch.sql needs to see whether somebody else has filled a device since.
--
-- $1 window: most rows of a device in flight   $2 most devices   $3 seconds ahead
with line as materialized (
  select k.device_id, k.processing + k.queued + k.sending as held,
    c.status = 'running' and k.pending > 0
      and k.processing + k.queued + k.sending <= least($1, greatest(2, ceil(c.messages_per_minute * $3 / 60.0))) / 2
      and case when c.is_sequence
        then exists (
          select from messages m
          where m.campaign_id = k.campaign_id and m.device_id = k.device_id and m.due_at <= now()
            and (c.expire_after_hours is null or m.due_at > now() - make_interval(hours => c.expire_after_hours))
            and not exists (
              select from messages e join sequence_steps t on t.id = e.step_id
              where e.enrolment_id = m.enrolment_id and (e.is_pending or e.is_in_flight)
                and t.position < (select position from sequence_steps where id = m.step_id)))
        else exists (
          select from messages m
          where m.campaign_id = k.campaign_id and m.device_id = k.device_id and m.is_pending and m.scheduled_at <= now())
      end as wants
  from campaign_devices k join campaigns c on c.id = k.campaign_id
  where k.is_open
)
select l.device_id as "deviceId", sum(l.held)::int as held
from line l join devices d on d.id = l.device_id
where d.status = 'online' and d.wanted and d.deleted_at is null and d.lease_until > now()
group by l.device_id
having bool_or(l.wants) and sum(l.held) < $1
order by sum(l.held), random()
limit $2
