-- Gives devices back, so that another sender can take them at once.
--
-- $1 sender   $2 device ids
update devices
set lease_owner = null, lease_until = null
where lease_owner = $1 and id = any($2::uuid[])
returning id
