-- The first request with a key takes it: one row, and only for one of any number at once. No row: somebody has it. A key
-- that is older than a day is as good as new, and what was left behind under it is forgotten.
--
-- $1 workspace id   $2 user id   $3 key   $4 fingerprint of the request
insert into idempotency_keys as k (workspace_id, user_id, key, fingerprint)
values ($1::uuid, $2::uuid, $3, $4)
on conflict (workspace_id, user_id, key) do update
  set id = excluded.id, fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = null,
    answer = null
  where k.created_at <= now() - interval '24 hours'
returning k.id
