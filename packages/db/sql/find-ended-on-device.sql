-- The ids of one page of a device's messages that failed, were skipped or cancelled, or are unconfirmed, oldest first.
--
-- $1 device   $2 status   $3 after this id, or null   $4 page size   $5 of one campaign, or null
select id from messages
where device_id = $1::uuid and ended_as = $2::text and ($5::uuid is null or campaign_id = $5)
  and id > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
order by id
limit $4::int
