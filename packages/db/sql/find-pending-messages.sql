-- The ids of one page of a campaign's pending messages, oldest first: a page of each device that has some, of all of
-- which the first ones. So they need no index beside the dispatcher's.
--
-- $1 campaign   $2 after this id, or null   $3 page size   $4 one device, or null
select m.id
from campaign_devices k cross join lateral (
  select id from messages
  where campaign_id = k.campaign_id and device_id = k.device_id and is_pending
    and id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
  order by id
  limit $3::int) m
where k.campaign_id = $1::uuid and k.pending > 0 and ($4::uuid is null or k.device_id = $4)
order by m.id
limit $3::int
