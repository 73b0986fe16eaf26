-- One page of the journeys through a sequence, newest first: where each is, and when its next message goes. Where it is, is
-- the step of that message, or else the furthest of which one was sent; it is named by its place among the steps that the
-- sequence has now.
--
-- $1 sequence id   $2 enrolment status or null   $3 before this id, or null   $4 most rows
-- $5 open message statuses
select e.id, e.lead_id as "leadId", e.phone, e.status, e.enrolled_at as "enrolledAt", e.exit_reason as "exitReason",
  next.scheduled_at as "nextMessageAt",
  (select nullif(count(*), 0)::int from sequence_steps t
   where t.sequence_id = e.sequence_id and t.removed_at is null
     and t.position <= coalesce(next.position, furthest.position)) as "currentStep"
from enrolments e
  left join lateral (
    select t.position, m.scheduled_at
    from messages m join sequence_steps t on t.id = m.step_id
    where m.enrolment_id = e.id and m.status = any($5::text[])
    order by m.scheduled_at, m.id limit 1) next on true
  cross join lateral (
    select max(t.position) as position
    from messages m join sequence_steps t on t.id = m.step_id
    where m.enrolment_id = e.id and m.sent_at is not null) furthest
where e.sequence_id = $1
  and ($2::text is null or e.status = $2)
  and ($3::uuid is null or e.id < $3)
order by e.id desc
limit $4
