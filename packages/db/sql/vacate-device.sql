-- Removes a device and moves its people out. A lead keeps its row and loses its device; one whose phone stands without a
-- device already would be there twice, and goes: its messages stay, without a lead.
--
-- $1 device id   $2 workspace id
-- Answers one row, or none when there is no such device: leads that moved out, leads that went, campaigns with open rows.
with device as (
  update devices
  set deleted_at = now(), wanted = false, logout_requested = false, status = 'disconnected',
    status_reason = 'The device was removed', status_at = now(), qr = null, qr_expires_at = null, pairing_phone = null,
    pairing_code = null, pairing_expires_at = null, credentials = null
  where id = $1 and workspace_id = $2 and deleted_at is null
  returning id, workspace_id
),
twice as (
  delete from leads l using device d
  where l.device_id = d.id
    and exists (select 1 from leads o where o.workspace_id = d.workspace_id and o.device_id is null and o.phone = l.phone)
  returning l.id
),
moved as (
  update leads l set device_id = null, updated_at = now()
  from device d
  where l.device_id = d.id
    and not exists (select 1 from leads o where o.workspace_id = d.workspace_id and o.device_id is null and o.phone = l.phone)
  returning l.id
)
select
  (select count(*) from moved)::int as leads,
  (select count(*) from twice)::int as duplicates,
  array(select k.campaign_id from campaign_devices k
    where k.device_id = d.id and k.is_open) as "campaignIds"
from device d
