-- Whatever was kept to link a device that is removed.
--
-- $1 device id
delete from device_sessions where device_id = $1
