-- Deals with one batch of an import, in one statement: writes its leads, its reports and the counters, or nothing.
--
-- The row of the import is locked and must stand where the caller left it ($2); else no row is answered and nothing is
-- done. So a batch is done once, by whoever comes first, and a crash resumes behind the last one.
--
-- A lead that stands (in mode skip), or whose phone came earlier in the same file, counts as a duplicate. In mode update
-- a lead that stands takes what is not null; `leads.import_id` tells it from one that this very import has written.
--
-- $1 import id   $2 rows dealt with before   $3 rows in the batch   $4 bad ones among them
-- $5…$15 the good ones: place, phone, first name, last name, email, company, niche, target status, trigger, timezone, attributes
-- $16…$19 reports: row, field, message, value
with import as materialized (
  select * from imports
  where id = $1::uuid and status = 'running' and processed_rows = $2::int
  for no key update
),
good as (
  select *
  from unnest($5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
    $13::text[], $14::text[], $15::jsonb[])
    as r (place, phone, first_name, last_name, email, company, niche, target_status, trigger, timezone, attributes)
),
first_of_phone as materialized (
  select distinct on (phone) * from good order by phone, place
),
-- In mode skip what stands is left out before the insert: a conflict would lock, and so rewrite, every lead that stands.
wanted as (
  select f.*
  from import i cross join first_of_phone f
  where i.mode = 'update' or not exists (
    select from leads l
    where l.workspace_id = i.workspace_id and l.phone = f.phone and l.device_id is not distinct from i.device_id)
),
written as (
  insert into leads as l (workspace_id, device_id, phone, first_name, last_name, email, company, niche, target_status,
    trigger, timezone, attributes, import_id)
  select i.workspace_id, i.device_id, w.phone, w.first_name, w.last_name, w.email, w.company, w.niche, w.target_status,
    w.trigger, w.timezone, w.attributes, i.id
  from import i cross join wanted w
  order by w.place
  on conflict (workspace_id, device_id, phone) do update set
    first_name = coalesce(excluded.first_name, l.first_name),
    last_name = coalesce(excluded.last_name, l.last_name),
    email = coalesce(excluded.email, l.email),
    company = coalesce(excluded.company, l.company),
    niche = coalesce(excluded.niche, l.niche),
    target_status = coalesce(excluded.target_status, l.target_status),
    trigger = coalesce(excluded.trigger, l.trigger),
    timezone = coalesce(excluded.timezone, l.timezone),
    attributes = l.attributes || excluded.attributes,
    import_id = excluded.import_id,
    updated_at = now()
  where (select mode from import) = 'update' and l.import_id is distinct from excluded.import_id
  -- A row that was updated carries this transaction as xmax, a new one nothing.
  returning l.xmax = 0 as is_new
),
reported as (
  insert into import_errors (import_id, row, field, message, value)
  select i.id, e.*
  from import i cross join unnest($16::int[], $17::text[], $18::text[], $19::text[]) as e
  on conflict do nothing
),
tally as (
  select count(*) filter (where is_new) as imported, count(*) filter (where not is_new) as updated from written
)
update imports u set
  processed_rows = u.processed_rows + $3::int,
  imported_rows = u.imported_rows + t.imported,
  updated_rows = u.updated_rows + t.updated,
  duplicate_rows = u.duplicate_rows + $3::int - $4::int - t.imported - t.updated,
  invalid_rows = u.invalid_rows + $4::int
from import i cross join tally t
where u.id = i.id
returning u.processed_rows as "processedRows"
