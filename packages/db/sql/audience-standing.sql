-- Before a campaign's first page: is there anybody to write to, and is any device of the audience present?
-- A lead without a device can go out through any present device of the workspace.
--
-- $1 campaign id   $2 device statuses that count as present
with campaign as materialized (select * from campaigns where id = $1),
chosen as materialized (
  select value::uuid as id
  from campaign c, jsonb_array_elements_text(coalesce(c.audience_config -> 'leadIds', '[]'))
),
present as materialized (
  select d.id from campaign c join devices d on d.workspace_id = c.workspace_id
  where d.deleted_at is null and d.wanted and d.status = any($2::text[])
),
audience as (
  select l.device_id
  from campaign c join leads l on l.workspace_id = c.workspace_id
  where l.created_at <= c.started_at
    and case c.audience_type
      when 'all' then true
      when 'niche' then l.niche = c.audience_config ->> 'niche'
        and (c.audience_config ->> 'targetStatus' is null or l.target_status = c.audience_config ->> 'targetStatus')
      when 'leads' then l.id in (select id from chosen)
      else false
    end
)
select
  exists (select 1 from audience) as has_audience,
  case
    when (select account_id from campaign) is not null
      then exists (select 1 from campaign c join present p on p.id = c.account_id)
    else exists (select 1 from present)
      and exists (select 1 from audience a where a.device_id is null or a.device_id in (select id from present))
  end as has_device
