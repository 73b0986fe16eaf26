-- What of a campaign is between claim and settlement, and the age in ms of the youngest such claim.
--
-- $1 campaign id
select count(*)::int as sending, coalesce(extract(epoch from clock_timestamp() - max(m.sending_at)) * 1000, 1e9)::float8 as "youngestMs"
from campaign_devices k join messages m on m.device_id = k.device_id and m.campaign_id = k.campaign_id
where k.campaign_id = $1 and k.sending > 0 and m.is_in_flight and m.status = 'sending'
