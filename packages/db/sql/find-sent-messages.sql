-- The ids of one page of a campaign's messages that are sent, delivered or read, oldest first.
--
-- No index holds these states: it would make every acknowledgement six times as dear. The next 10,000 messages are read
-- first, which fills a page in a state that every 200th has; of what lies behind them only what the devices that have such
-- messages (by the counters) sent between the campaign's start and its last send there: a rare state is on few devices.
--
-- $1 campaign   $2 status   $3 after this id, or null   $4 page size   $5 one device, or null
with walked as materialized (
  select id, status, device_id from messages
  where campaign_id = $1::uuid and id > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
  order by id
  limit 10000
),
near as materialized (
  select id from walked where status = $2::text and ($5::uuid is null or device_id = $5) order by id limit $4::int
),
far as materialized (
  select m.id
  from campaigns c join campaign_devices k on k.campaign_id = c.id cross join lateral (
    -- No send of the campaign was before its start, by whatever clock. The counter says how many there are to be found.
    -- An equality would make the planner read the whole campaign's index beside the device's.
    select id from messages
    where device_id = k.device_id and began_at between c.started_at - interval '1 hour' and k.last_sending_at
      and campaign_id is not distinct from $1::uuid and status = $2::text
    order by began_at desc
    limit case $2::text when 'sent' then k.sent when 'delivered' then k.delivered else k.read end) m
  where (select count(*) from near) < $4::int and (select count(*) from walked) = 10000
    and c.id = $1::uuid and ($5::uuid is null or k.device_id = $5) and m.id > (select id from walked order by id desc limit 1)
)
select id from (select id from near union all select id from far) found (id)
order by id
limit $4::int
