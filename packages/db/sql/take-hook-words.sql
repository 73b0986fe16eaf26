-- Takes up what gateways said of the sender's devices, and of those that have no living owner: nobody has to be able to send
-- through a device to hear that somebody wants no more. Whoever takes a word up and dies leaves it to the next after a while.
-- The caller puts them in order. Instants are kept in whole milliseconds, rounded: a word of this moment may say that it is of the next one.
--
-- $1 sender   $2 most words   $3 for how long they are the sender's, in ms
with taken as materialized (
  select w.id
  from hook_words w join devices d on d.id = w.device_id
  where w.look_at < now() + interval '1 millisecond' and (d.lease_owner = $1 or d.lease_until is null or d.lease_until < now())
  order by w.id
  limit $2
  for update of w skip locked
)
update hook_words w
set look_at = now() + make_interval(secs => $3 / 1000.0)
from taken
where w.id = taken.id
returning w.id, w.workspace_id as "workspaceId", w.device_id as "deviceId", w.kind, w.level, w.reason, w.phone, w.text,
  w.transport_message_id as "transportMessageId", w.heard_at as "heardAt"
