-- The session of a device as it was last kept, to its owner under its present epoch. No row: it is somebody else's. Null: none
-- is kept.
--
-- $1 sender   $2 device id   $3 epoch
select s.session
from devices d left join device_sessions s on s.device_id = d.id
where d.id = $2 and d.lease_owner = $1 and d.lease_epoch = $3
