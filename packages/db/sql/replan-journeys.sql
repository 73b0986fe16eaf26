-- Plans active journeys anew, after a change of their steps: what is pending moves to its new instant, and a step that they
-- do not have yet is added, unless a later one has left already.
--
-- $1 sequence id   $2 workspace id   $3 statuses of what has not been handed over
-- $4 enrolment ids   $5 step ids   $6 instants   (of equal length)
with plan as materialized (
  select p.enrolment_id, p.step_id, p.at, t.position
  from unnest($4::uuid[], $5::uuid[], $6::timestamptz[]) as p (enrolment_id, step_id, at)
    join sequence_steps t on t.id = p.step_id
),
held as materialized (
  select m.id, p.at
  from plan p join messages m on m.enrolment_id = p.enrolment_id and m.step_id = p.step_id
  where m.status = 'pending' and m.scheduled_at <> p.at
  order by m.id
  for no key update of m
),
moved as (
  update messages m set scheduled_at = held.at
  from held
  where m.id = held.id and m.status = 'pending'
  returning 1
),
added as (
  insert into messages (workspace_id, campaign_id, lead_id, device_id, recipient_phone, step_id, enrolment_id, entry, scheduled_at)
  select $2, $1, e.lead_id, e.device_id, e.phone, p.step_id, e.id, e.entry, p.at
  from plan p join enrolments e on e.id = p.enrolment_id
  where not exists (select from messages m where m.enrolment_id = p.enrolment_id and m.step_id = p.step_id)
    and not exists (
      select from messages m join sequence_steps t on t.id = m.step_id
      where m.enrolment_id = p.enrolment_id and t.position > p.position and t.removed_at is null
        and m.status <> all($3::text[]))
  order by e.id, p.at
  on conflict (recipient_phone, device_id, step_id, entry) where step_id is not null do nothing
  returning 1
),
prolonged as (
  update enrolments e set due_until = p.at
  from (select enrolment_id, max(at) as at from plan group by enrolment_id) p
  where e.id = p.enrolment_id and e.due_until <> p.at
)
select (select count(*) from moved)::int as moved, (select count(*) from added)::int as added
