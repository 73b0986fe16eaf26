-- Messages that wait in their device's queue; perhaps their job is lost. Those whose slot has passed and that nobody took
-- up, or all of them.
--
-- $1 overdue by more than ms, or null   $2 only after this id   $3 most rows
select m.id, m.device_id as "deviceId", m.dispatch_number as "dispatchNumber"
from campaign_devices k join messages m on m.device_id = k.device_id and m.campaign_id = k.campaign_id
where k.queued > 0 and m.is_in_flight and m.status = 'queued'
  and ($1::float8 is null or m.scheduled_at < now() - make_interval(secs => $1 / 1000.0)) and m.id > $2
order by m.id
limit $3
