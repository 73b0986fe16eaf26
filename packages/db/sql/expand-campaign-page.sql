-- Makes the messages of the next page of a campaign's audience and moves the campaign's cursor, in one statement: after
-- a crash the next page begins where the last committed one ended. Runs after lock-campaign-to-expand.sql in the same
-- transaction, so that a page is made once; what still meets an existing row is the unique key's business.
--
-- A lead without a device goes to the device that already holds its phone, or else to one of the workspace's present
-- devices in turn (when none is present any more: to one of all its devices), and keeps it. `unplaced` counts leads for
-- whom there was no device at all. A suppressed phone has its message too, skipped from the beginning: it adds up. Who is
-- given no message is written down with the reason.
--
-- The page is read in the order of an index: what bounds it must be a value and not a join, or else every page would
-- sort all leads that are still to come.
--
-- $1 workspace id   $2 audience filter (jsonb)   $3 campaign id   $4 leads a page
-- $5 device statuses that count as present   $6 reason code   $7 reason sentence   (of a suppressed phone)
with campaign as materialized (
  select c.*, coalesce(c.expanded_to, '00000000-0000-0000-0000-000000000000'::uuid) as after
  from campaigns c
  where c.id = $3 and c.status = 'running' and c.expanded_at is null
),
page as materialized (
  select l.id, l.phone, l.device_id
  from leads l
  where l.workspace_id = $1
    and l.id > (select after from campaign)
    and l.created_at <= (select started_at from campaign)
    and :audience
  order by l.id
  limit $4
),
device as (
  select d.id, d.wanted and d.status = any($5::text[]) as is_present
  from campaign c join devices d on d.workspace_id = c.workspace_id
  where d.deleted_at is null
),
hosting as materialized (
  select d.id, row_number() over (order by d.id) - 1 as place, count(*) over () as places
  from device d
  where d.is_present or not exists (select 1 from device where is_present)
),
homeless as (
  select p.id, row_number() over (order by p.id) - 1 as place,
    (select l.device_id from leads l, campaign c
     where l.workspace_id = c.workspace_id and l.phone = p.phone and l.device_id is not null
     order by l.id limit 1) as known_device_id
  from page p, campaign c
  where p.device_id is null and c.account_id is null
),
housed as materialized (
  select h.id, h.known_device_id is null as keeps, coalesce(h.known_device_id, d.id) as device_id
  from homeless h left join hosting d on d.place = h.place % d.places
),
kept as (
  update leads l set device_id = h.device_id, updated_at = now()
  from housed h
  where l.id = h.id and h.keeps and l.device_id is null and h.device_id is not null
),
made as (
  insert into messages (workspace_id, campaign_id, lead_id, device_id, recipient_phone, status, error_code, error_message)
  select c.workspace_id, c.id, p.id, coalesce(c.account_id, p.device_id, h.device_id), p.phone,
    case when s.is_suppressed then 'skipped' else 'pending' end,
    case when s.is_suppressed then $6::text end,
    case when s.is_suppressed then $7::text end
  from campaign c cross join page p left join housed h on h.id = p.id
  left join lateral (
    select true as is_suppressed from suppressions x where x.workspace_id = $1 and x.phone = p.phone limit 1) s on true
  where coalesce(c.account_id, p.device_id, h.device_id) is not null
  order by p.id
  on conflict (recipient_phone, device_id, campaign_id) where step_id is null do nothing
  returning lead_id
),
-- Compared with what was made only where somebody is missing.
left_out as (
  insert into campaign_left_out (workspace_id, campaign_id, lead_id, device_id, phone, reason)
  select c.workspace_id, c.id, p.id, d.device_id, p.phone,
    case when d.device_id is null then 'no_device' else 'duplicate_phone' end
  from campaign c cross join page p left join housed h on h.id = p.id
    cross join lateral (select coalesce(c.account_id, p.device_id, h.device_id) as device_id) d
  where (select count(*) from made) < (select count(*) from page)
    and not exists (select from made m where m.lead_id = p.id)
  order by p.id
),
moved as (
  update campaigns u set
    audience_count = u.audience_count + (select count(*) from page),
    expanded_to = coalesce((select max(p.id::text)::uuid from page p), u.expanded_to),
    expanded_at = case when (select count(*) from page) < $4 then now() end
  from campaign c
  where u.id = c.id
  returning u.expanded_at
)
select
  (select count(*) from page)::int as leads,
  (select count(*) from made)::int as messages,
  (select count(*) from housed where device_id is null)::int as unplaced,
  (select expanded_at from moved) is not null as finished
from campaign
