-- The age in ms of the youngest claim of a message to a phone that is between claim and settlement; 1e9 when there is none.
--
-- $1 workspace id   $2 phone
select coalesce(extract(epoch from clock_timestamp() - max(m.sending_at)) * 1000, 1e9)::float8 as "youngestMs"
from devices d
  join campaign_devices k on k.device_id = d.id
  join messages m on m.campaign_id = k.campaign_id and m.device_id = k.device_id and m.recipient_phone = $2
where d.workspace_id = $1 and k.sending > 0 and m.status = 'sending'
