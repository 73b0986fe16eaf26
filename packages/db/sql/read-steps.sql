-- The steps that sequences have now, in their order.
--
-- $1 sequence ids
select id, sequence_id as "sequenceId", message_type as "messageType", message_content as "messageContent",
  media_url as "mediaUrl", delay_minutes as "delayMinutes", at_time as "at"
from sequence_steps
where sequence_id = any($1::uuid[]) and removed_at is null
order by sequence_id, position
