-- Campaigns and imports whose job may be lost, and what was cut off in the middle: what is to be expanded, closed,
-- expired, imported, taken off a device that is gone, or taken back because its campaign was paused while it was between
-- two sends (given back by its sender just after the pause had released the others).
select id, 'expand' as work, null::uuid as "deviceId" from campaigns where status = 'running' and expanded_at is null
union all
select id, 'expire', null from campaigns
where status = 'running' and expire_after_hours is not null and not is_sequence
  and started_at + make_interval(hours => expire_after_hours) <= now()
union all
select distinct c.id, 'close', null::uuid
from campaign_devices k join campaigns c on c.id = k.campaign_id
where k.is_open and k.pending + k.processing + k.queued > 0
  and c.status in ('cancelled', 'failed')
union all
select id, 'close', null from campaigns c
where is_sequence and status = 'cancelled'
  and exists (select from enrolments where sequence_id = c.id and status = 'active')
union all
select distinct c.id, 'release', null::uuid
from campaign_devices k join campaigns c on c.id = k.campaign_id
where k.is_open and k.queued > 0 and c.status = 'paused'
union all
select k.campaign_id, 'vacate', k.device_id
from campaign_devices k join devices d on d.id = k.device_id
where k.is_open and k.pending + k.processing + k.queued > 0
  and d.deleted_at is not null
union all
select id, 'import', null from imports where status in ('pending', 'running')
