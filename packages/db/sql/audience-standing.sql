-- Before a campaign's first page: is there anybody to write to, and is any device of the audience present?
-- A lead without a device can go out through any present device of the workspace.
--
-- $1 workspace id   $2 audience filter (jsonb)   $3 campaign id   $4 device statuses that count as present
with campaign as materialized (select * from campaigns where id = $3),
present as materialized (
  select d.id from devices d
  where d.workspace_id = $1 and d.deleted_at is null and d.wanted and d.status = any($4::text[])
)
select
  exists (
    select 1 from leads l
    where l.workspace_id = $1 and l.created_at <= (select started_at from campaign)
      and :audience
  ) as has_audience,
  case
    when (select account_id from campaign) is not null
      then exists (select 1 from campaign c join present p on p.id = c.account_id)
    else exists (select 1 from present)
      and exists (
        select 1 from leads l
        where l.workspace_id = $1 and l.created_at <= (select started_at from campaign)
          and :audience
          and (l.device_id is null or l.device_id in (select id from present)))
  end as has_device
