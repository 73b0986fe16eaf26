-- The ids of one page of a workspace's messages that failed, were skipped or cancelled, or are unconfirmed, oldest first.
--
-- $1 workspace   $2 status   $3 after this id, or null   $4 page size
select id from messages
where workspace_id = $1::uuid and ended_as = $2::text and id > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
order by id
limit $4::int
