-- Ends journeys of which the last instant has passed and nothing is on its way any more; their leads get the next trigger,
-- where the sequence has one. Safe to ask at any time and from anywhere: of several askers one gets the row.
--
-- $1 now   $2 open message statuses   $3 most rows
with finished as (
  select e.id
  from enrolments e
  where e.status = 'active' and e.due_until <= $1::timestamptz
    and not exists (select from messages m where m.enrolment_id = e.id and m.status = any($2::text[]))
  order by e.due_until, e.id
  limit $3
  for no key update skip locked
),
completed as (
  update enrolments e set status = 'completed', ended_at = $1
  from finished
  where e.id = finished.id
  returning e.id, e.workspace_id, e.sequence_id, e.lead_id
),
sent_on as (
  update leads l set trigger = s.next_trigger, updated_at = now()
  from completed c join sequences s on s.id = c.sequence_id
  where l.id = c.lead_id and s.next_trigger is not null
)
select id, workspace_id as "workspaceId", sequence_id as "sequenceId" from completed
