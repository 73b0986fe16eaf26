-- Campaigns and imports whose job may be lost: what is to be expanded, closed, expired or imported.
select id, 'expand' as work from campaigns where status = 'running' and expanded_at is null
union all
select id, 'expire' from campaigns
where status = 'running' and expire_after_hours is not null
  and started_at + make_interval(hours => expire_after_hours) <= now()
union all
select distinct c.id, 'close'
from campaign_devices k join campaigns c on c.id = k.campaign_id
where k.pending + k.processing + k.queued + k.sending > 0 and k.pending + k.processing + k.queued > 0
  and c.status in ('cancelled', 'failed')
union all
select id, 'import' from imports where status in ('pending', 'running')
