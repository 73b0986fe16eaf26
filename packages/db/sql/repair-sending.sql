-- A sender died, froze or lost its device between claim and settlement: sending → unconfirmed. Never sent again by
-- itself; a late acknowledgement, the sender itself or a person may settle it.
--
-- $1 most rows   $2 in sending for longer than this (ms) is doubt, even under a living lease
with doubtful as (
  select m.id
  from campaign_devices k join messages m on m.device_id = k.device_id and m.campaign_id = k.campaign_id
    join devices d on d.id = m.device_id
  where k.sending > 0 and m.is_in_flight and m.status = 'sending'
    and (d.lease_epoch <> m.lease_epoch or d.lease_until is null or d.lease_until < now()
      or m.sending_at < now() - make_interval(secs => $2 / 1000.0))
  order by m.id
  limit $1
  for no key update of m skip locked
)
update messages m
set status = 'unconfirmed', error_code = 'sender_lost',
  error_message = 'The sender stopped between handing the message over and writing it down'
from doubtful
where m.id = doubtful.id and m.status = 'sending'
returning m.id, m.campaign_id as "campaignId", m.device_id as "deviceId"
