-- The sender's claim: queued → sending, under the device's epoch. The last moment at which anything can still stop a
-- message: it changes no row unless the dispatch is the newest, the campaign runs and has not expired, and the caller
-- owns the device, by this epoch, now. The key-share locks make a pause and a new owner wait for this claim, and this
-- claim see them.
--
-- $1 from statuses   $2 sender   $3 message ids   $4 dispatch numbers   $5 device ids   $6 epochs   $7 campaign ids
with wanted as materialized (
  select * from unnest($3::uuid[], $4::int[], $5::uuid[], $6::bigint[]) as w (message_id, dispatch_number, device_id, epoch)
),
running as materialized (
  select c.id, c.message_type, c.media_url from campaigns c
  where c.id = any($7::uuid[]) and c.status = 'running'
    and (c.expire_after_hours is null or c.started_at + make_interval(hours => c.expire_after_hours) > now())
  order by c.id
  for key share
),
owned as materialized (
  select d.id, d.lease_epoch from devices d
  where d.id = any($5::uuid[]) and d.lease_owner = $2 and d.lease_until > now()
    and d.status = 'online' and d.wanted and d.deleted_at is null
  order by d.id
  for key share
),
held as materialized (
  select m.id, w.epoch, r.message_type, r.media_url
  from wanted w
  join messages m on m.id = w.message_id and m.dispatch_number = w.dispatch_number
  join owned o on o.id = m.device_id and o.lease_epoch = w.epoch
  join running r on r.id = m.campaign_id
  where m.status = any($1::text[])
  order by m.id
  for no key update of m
)
update messages m
set status = 'sending', lease_epoch = h.epoch, sending_at = clock_timestamp()
from held h
where m.id = h.id
returning m.id, m.workspace_id as "workspaceId", m.campaign_id as "campaignId", m.device_id as "deviceId",
  m.recipient_phone as "to", m.content as "text", h.message_type as "type", h.media_url as "mediaUrl", m.attempts
