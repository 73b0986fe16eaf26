-- Begins journeys: for each lead and sequence the enrolment and all its messages, each with its instant, and the lead's
-- trigger is taken. Runs after lock-sequences.sql and one of the locks of leads, in the same transaction. Says of each lead
-- and sequence what became of it: enrolled, active (is on its way there already), entered (was there, and may not come
-- again yet), suppressed, no_device. A lead without a device finds one as in an expansion; where the workspace has none, it
-- goes on waiting with its trigger.
--
-- $1 workspace id   $2 lead ids   $3 sequence ids   $4 now   $5 only leads that the sequence is for
-- $6 sequence ids   $7 zones   $8 step ids   $9 instants   (the plan, of equal length)   $10 present device statuses
-- $11 zones that the plan was made in: another one where the lead's does not exist; the enrolment keeps it
with plan as materialized (
  select * from unnest($6::uuid[], $7::text[], $8::uuid[], $9::timestamptz[], $11::text[])
    as p (sequence_id, timezone, step_id, at, planned_zone)
),
wanted as materialized (
  select l.id as lead_id, l.phone, l.device_id, coalesce(l.timezone, w.timezone) as timezone,
    s.id as sequence_id, s.trigger, s.reentry_after_days
  from leads l join workspaces w on w.id = l.workspace_id join sequences s on s.id = any($3::uuid[])
  where l.workspace_id = $1 and l.id = any($2::uuid[])
    and (not $5::boolean or (l.trigger = s.trigger
      and (s.niche is null or s.niche = l.niche) and (s.target_status is null or s.target_status = l.target_status)))
),
earlier as materialized (
  select e.lead_id, e.sequence_id, max(e.entry) as entry, bool_or(e.status = 'active') as is_active,
    max(e.ended_at) as ended_at
  from wanted w join enrolments e on e.sequence_id = w.sequence_id and e.lead_id = w.lead_id
  group by e.lead_id, e.sequence_id
),
device as (
  select d.id, d.wanted and d.status = any($10::text[]) as is_present
  from devices d
  where d.workspace_id = $1 and d.deleted_at is null
),
hosting as materialized (
  select d.id, row_number() over (order by d.id) - 1 as place, count(*) over () as places
  from device d
  where d.is_present or not exists (select from device where is_present)
),
homeless as (
  select lead_id, row_number() over (order by lead_id) - 1 as place,
    (select l.device_id from leads l
     where l.workspace_id = $1 and l.phone = h.phone and l.device_id is not null
     order by l.id limit 1) as known_device_id
  from (select distinct lead_id, phone from wanted where device_id is null) h
),
housed as materialized (
  select h.lead_id, h.known_device_id is null as keeps, coalesce(h.known_device_id, d.id) as device_id
  from homeless h left join hosting d on d.place = h.place % d.places
),
judged as materialized (
  select w.lead_id, w.sequence_id, w.trigger, w.phone, w.timezone, coalesce(w.device_id, h.device_id) as device_id,
    coalesce(e.entry, 0) + 1 as entry,
    case
      when e.is_active then 'active'
      when e.entry is not null and (w.reentry_after_days is null
        or e.ended_at > $4::timestamptz - make_interval(days => w.reentry_after_days)) then 'entered'
      when exists (select from suppressions x where x.workspace_id = $1 and x.phone = w.phone) then 'suppressed'
      when coalesce(w.device_id, h.device_id) is null then 'no_device'
      else 'enrolled'
    end as outcome
  from wanted w
    left join earlier e on e.lead_id = w.lead_id and e.sequence_id = w.sequence_id
    left join housed h on h.lead_id = w.lead_id
),
begun as (
  insert into enrolments (workspace_id, sequence_id, lead_id, phone, device_id, entry, timezone, enrolled_at, due_until)
  select $1, j.sequence_id, j.lead_id, j.phone, j.device_id, j.entry, p.planned_zone, $4, p.due_until
  from judged j cross join lateral (
    select max(p.at) as due_until, max(p.planned_zone) as planned_zone
    from plan p where p.sequence_id = j.sequence_id and p.timezone = j.timezone) p
  where j.outcome = 'enrolled'
  order by j.sequence_id, j.lead_id
  returning id, sequence_id, lead_id, phone, device_id, entry, timezone
),
planned as (
  insert into messages (workspace_id, campaign_id, lead_id, device_id, recipient_phone, step_id, enrolment_id, entry, scheduled_at)
  select $1, b.sequence_id, b.lead_id, b.device_id, b.phone, p.step_id, b.id, b.entry, p.at
  from begun b join (select distinct sequence_id, step_id, at, planned_zone from plan) p
    on p.sequence_id = b.sequence_id and p.planned_zone = b.timezone
  order by b.id, p.at
  returning 1
),
taken as (
  update leads l set
    trigger = case when t.is_done and l.trigger = any(t.triggers) then null else l.trigger end,
    device_id = coalesce(l.device_id, h.device_id),
    updated_at = now()
  from (
      select lead_id, array_agg(trigger) as triggers, bool_and(outcome <> 'no_device') as is_done
      from judged group by lead_id) t
    left join housed h on h.lead_id = t.lead_id and h.keeps
  where l.id = t.lead_id
)
select j.lead_id as "leadId", j.sequence_id as "sequenceId", j.outcome, (select count(*) from planned)::int as messages
from judged j
order by j.lead_id, j.sequence_id
