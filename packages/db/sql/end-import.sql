-- Ends a running import and removes its file. Answers no row when it is not running, or (unless $4 is null) does not
-- stand at the row given: a worker that read a file already removed must not end what another one has.
--
-- $1 import id   $2 completed | failed   $3 reason, for failed   $4 rows dealt with, or null for any
with ended as (
  update imports set status = $2::text, failure_reason = $3::text, completed_at = now()
  where id = $1::uuid and status in ('pending', 'running') and processed_rows = coalesce($4::int, processed_rows)
  returning id
),
removed as (
  delete from import_chunks c using ended e where c.import_id = e.id
)
select id from ended
