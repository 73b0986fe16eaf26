-- What became of the first request with a key. No row: nobody has it (any more). Overdue: after a minute without an
-- answer its process is taken for dead, and nobody can tell what it did.
--
-- $1 workspace id   $2 user id   $3 key
select id, fingerprint, status, answer, created_at < now() - interval '1 minute' as overdue
from idempotency_keys
where workspace_id = $1::uuid and user_id = $2::uuid and key = $3
