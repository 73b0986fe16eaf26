-- Which of the network's ids are those of messages that were sent through the device.
--
-- $1 device ids   $2 transport message ids   (of equal length)
select w.device_id as "deviceId", w.transport_message_id as "transportMessageId"
from unnest($1::uuid[], $2::text[]) as w (device_id, transport_message_id)
where exists (
  select from messages m where m.device_id = w.device_id and m.transport_message_id = w.transport_message_id
)
