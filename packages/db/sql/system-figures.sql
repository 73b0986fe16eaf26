-- How the whole system stands, for the machines that watch it. Reads the devices, and of the counters those of campaigns that
-- run or have something open: the cost grows with those and not with the messages. Of the messages it reads the ones in doubt,
-- in their index and at most $1 of each workspace, and one row for each campaign on an idle device.
--
-- $1 most messages in doubt that are counted of one workspace
with device as (
  select status, count(*) as devices,
    count(*) filter (where wanted and (lease_until is null or lease_until < now())) as unserved
  from devices where deleted_at is null
  group by status
),
running as materialized (
  select id, is_sequence, updated_at, now() - make_interval(hours => expire_after_hours) as expired
  from campaigns where status = 'running'
),
counted as (
  select r.is_sequence, sum(k.pending) as pending, sum(k.processing) as processing, sum(k.queued) as queued,
    sum(k.sending) as sending, sum(k.sent) as sent, sum(k.delivered) as delivered, sum(k.read) as read,
    sum(k.failed) as failed, sum(k.skipped) as skipped, sum(k.cancelled) as cancelled, sum(k.unconfirmed) as unconfirmed
  from running r join campaign_devices k on k.campaign_id = r.id
  group by r.is_sequence
),
-- Devices that could send and have nothing to do.
idle as materialized (
  select d.id, d.status_at
  from devices d
  where d.status = 'online' and d.wanted and d.deleted_at is null and d.lease_until > now()
    and d.id in (
      select device_id from campaign_devices where is_open
      group by device_id having sum(processing + queued + sending) = 0)
),
-- Since when something has been due there. A message may have been due for long while its device was away, its campaign
-- paused, or others before it: what counts begins when the last of that was over. What has expired is ended elsewhere.
waiting as (
  select greatest(i.status_at, r.updated_at, k.last_sending_at, m.scheduled_at) as since
  from idle i
    join campaign_devices k on k.device_id = i.id and k.is_open and k.pending > 0
    join running r on r.id = k.campaign_id
    cross join lateral (
      (select scheduled_at from messages
       where not r.is_sequence and campaign_id = r.id and device_id = i.id and is_pending and scheduled_at <= now()
       order by id limit 1)
      union all
      (select due_at from messages
       where r.is_sequence and campaign_id = r.id and device_id = i.id and due_at <= now()
         and (r.expired is null or due_at > r.expired)
       order by due_at limit 1)
    ) m
)
select
  (select coalesce(json_object_agg(status, devices), '{}') from device) as devices,
  (select coalesce(sum(unserved), 0)::int from device) as "devicesWithoutSender",
  (select count(*)::int from running where not is_sequence) as campaigns,
  (select count(*)::int from running where is_sequence) as sequences,
  (select row_to_json(counted) from counted where not is_sequence) as "campaignMessages",
  (select row_to_json(counted) from counted where is_sequence) as "sequenceMessages",
  (select count(*)::int from workspaces w cross join lateral (
    select from messages where workspace_id = w.id and ended_as = 'unconfirmed' limit $1) doubt) as unconfirmed,
  (select coalesce(extract(epoch from now() - min(since)), 0)::float8 from waiting) as "oldestDueAgeSeconds"
