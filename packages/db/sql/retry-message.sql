-- A person sends a message again: unconfirmed → pending, for a new slot and with all its attempts. sending_at stays: a word about
-- the send that was still settles it. The campaign, which the caller holds, runs again if it was completed.
--
-- $1 message id   $2 from statuses   $3 campaign id
with retried as (
  update messages
  set status = 'pending', scheduled_at = now(), attempts = 0, error_code = null, error_message = null,
    claimed_by = null, claimed_at = null
  where id = $1 and status = 'unconfirmed' and status = any($2::text[])
  returning id
)
update campaigns c
set status = 'running', ended_at = null, updated_at = now()
from retried
where c.id = $3 and c.status = 'completed'
returning c.id
