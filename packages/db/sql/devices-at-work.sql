-- Devices whose queues hold work: something of theirs has a slot or is being sent. Known from the counters, without a look
-- into Redis.
--
-- $1 workspace id (null: of all)
select d.id
from devices d
where ($1::uuid is null or d.workspace_id = $1)
  and d.id in (
    select k.device_id from campaign_devices k
    where k.is_open and k.queued + k.sending > 0)
order by d.id
