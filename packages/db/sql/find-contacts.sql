-- One page of the journeys through a sequence, newest first: where each is, and when its next message goes. A step is
-- named by its place among those that the sequence has now.
--
-- $1 sequence id   $2 enrolment status or null   $3 before this id, or null   $4 most rows
-- $5 open message statuses
select e.id, e.lead_id as "leadId", e.phone, e.status, e.enrolled_at as "enrolledAt", e.exit_reason as "exitReason",
  next.scheduled_at as "nextMessageAt",
  (select count(*)::int from sequence_steps t
   where t.sequence_id = e.sequence_id and t.removed_at is null and t.position <= at.position) as "currentStep"
from enrolments e
  left join lateral (
    select step_id, scheduled_at from messages
    where enrolment_id = e.id and status = any($5::text[])
    order by scheduled_at, id limit 1) next on true
  left join lateral (
    select step_id from messages
    where enrolment_id = e.id and sent_at is not null
    order by sent_at desc, id desc limit 1) last on true
  left join sequence_steps at on at.id = coalesce(next.step_id, last.step_id)
where e.sequence_id = $1
  and ($2::text is null or e.status = $2)
  and ($3::uuid is null or e.id < $3)
order by e.id desc
limit $4
