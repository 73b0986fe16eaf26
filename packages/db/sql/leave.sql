-- "I am gone": so that the others count their share without this one.
--
-- $1 role   $2 instance
delete from heartbeats where role = $1 and instance = $2
