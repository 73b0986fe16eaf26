-- The dispatcher's claim: pending → processing, with its name and the time. Runs after lock-devices-to-dispatch.sql in
-- the same transaction, so with a snapshot that sees what the dispatcher before it did: a device that still has rows in
-- processing is somebody's, and is left alone. Campaigns on one device share its room evenly; within a campaign the
-- oldest come first, and no more are taken than it can send in $5 seconds. The key-share lock makes a pause wait for this claim, and this claim see a pause.
-- A suppressed phone's message is ended here instead: pending → skipped; it comes back with that status.
--
-- $1 from statuses   $2 worker   $3 device ids   $4 window   $5 seconds ahead
-- $6 reason code   $7 reason sentence   (of a suppressed phone)
with running as materialized (
  select c.id, c.is_sequence, least($4, greatest(2, ceil(c.messages_per_minute * $5 / 60.0))) as wants,
    now() - make_interval(hours => c.expire_after_hours) as expired
  from campaigns c
  where c.status = 'running'
    and c.id in (select k.campaign_id from campaign_devices k where k.device_id = any($3::uuid[]) and k.pending > 0)
  order by c.id
  for key share
),
room as materialized (
  select k.device_id, $4 - sum(k.processing + k.queued + k.sending) as room
  from campaign_devices k
  where k.device_id = any($3::uuid[]) and k.is_open
  group by k.device_id
  having sum(k.processing) = 0
),
sharing as materialized (
  select k.device_id, k.campaign_id, c.is_sequence, c.expired,
    least(
      greatest(1, floor(r.room / count(*) over (partition by k.device_id))),
      c.wants - (k.processing + k.queued + k.sending)) as most,
    row_number() over (partition by k.device_id order by k.last_sending_at nulls first, k.campaign_id) <= r.room as fits
  from room r join campaign_devices k on k.device_id = r.device_id join running c on c.id = k.campaign_id
  where k.pending > 0 and k.processing + k.queued + k.sending < c.wants
),
due_of_campaign as (
  select m.*
  from sharing s cross join lateral (
    select id, lead_id, workspace_id, recipient_phone from messages
    where campaign_id = s.campaign_id and device_id = s.device_id
      and is_pending and status = any($1::text[]) and scheduled_at <= now()
    order by id
    limit s.most
    for no key update skip locked
  ) m
  where s.fits and not s.is_sequence
),
-- By their time, since days of them are planned; what has expired meanwhile is ended elsewhere. A step waits until the ones
-- before it are off the road: one that is tried again must not be overtaken.
due_of_sequence as (
  select m.*
  from sharing s cross join lateral (
    select m.id, m.lead_id, m.workspace_id, m.recipient_phone
    from messages m
    where m.campaign_id = s.campaign_id and m.device_id = s.device_id
      and m.due_at <= now() and m.status = any($1::text[]) and (s.expired is null or m.due_at > s.expired)
      and not exists (
        select from messages e join sequence_steps t on t.id = e.step_id
        where e.enrolment_id = m.enrolment_id and (e.is_pending or e.is_in_flight)
          and t.position < (select position from sequence_steps where id = m.step_id))
    order by m.due_at, m.id
    limit s.most
    for no key update of m skip locked
  ) m
  where s.fits and s.is_sequence
),
due as (
  select m.id, m.lead_id, coalesce(x.is_suppressed, false) as is_suppressed
  from (select * from due_of_campaign union all select * from due_of_sequence) m
  left join lateral (
    select true as is_suppressed from suppressions
    where workspace_id = m.workspace_id and phone = m.recipient_phone limit 1) x on true
)
update messages m
set status = case when due.is_suppressed then 'skipped' else 'processing' end,
  claimed_by = case when not due.is_suppressed then $2::text end,
  claimed_at = case when not due.is_suppressed then now() end,
  error_code = case when due.is_suppressed then $6::text else m.error_code end,
  error_message = case when due.is_suppressed then $7::text else m.error_message end
from due left join leads l on l.id = due.lead_id
where m.id = due.id
returning m.id, m.status, m.campaign_id as "campaignId", m.step_id as "stepId",
  case when m.step_id is not null then m.scheduled_at end as "dueAt", m.device_id as "deviceId", m.recipient_phone as "phone",
  l.first_name as "firstName", l.last_name as "lastName", l.email, l.company, coalesce(l.attributes, '{}') as attributes
