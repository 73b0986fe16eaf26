-- How many messages will say something else than they would have: those of the steps that have no content yet.
--
-- $1 sequence id   $2 step ids
select count(*)::int as rewritten
from campaign_devices k join messages m on m.campaign_id = k.campaign_id and m.device_id = k.device_id and m.is_pending
where k.campaign_id = $1 and k.pending > 0 and m.step_id = any($2::uuid[])
