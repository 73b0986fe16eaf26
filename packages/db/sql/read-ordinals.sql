-- How many messages of a campaign on a device have had a slot: the batch rule counts on from there. A released slot is
-- given back here too.
--
-- $1 campaign ids   $2 device ids
select campaign_id as "campaignId", device_id as "deviceId",
  queued + sending + sent + delivered + read + failed + unconfirmed as ordinal
from campaign_devices
where campaign_id = any($1::uuid[]) and device_id = any($2::uuid[])
