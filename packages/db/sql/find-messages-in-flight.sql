-- The ids of one page of a campaign's messages that are processing, queued or sending, oldest first. A device has at most
-- a window of them, whatever the campaign's size: they are read through the devices that have some.
--
-- $1 campaign   $2 status   $3 after this id, or null   $4 page size   $5 one device, or null
select m.id
from campaign_devices k join messages m on m.device_id = k.device_id and m.campaign_id = k.campaign_id
where k.campaign_id = $1::uuid and k.processing + k.queued + k.sending > 0 and ($5::uuid is null or k.device_id = $5)
  and m.is_in_flight and m.status = $2::text
  and m.id > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
order by m.id
limit $4::int
