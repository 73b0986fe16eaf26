-- One page of a workspace's leads, newest first; the function says how they are found.
--
-- $1 workspace   $2 niche   $3 target status   $4 device   $5 trigger   $6 words   $7 digits   $8 older than this id
-- $9 page size; null for whatever
select l.id, l.workspace_id as "workspaceId", l.device_id as "deviceId", l.phone, l.first_name as "firstName",
  l.last_name as "lastName", l.email, l.company, l.niche, l.target_status as "targetStatus", l.trigger, l.timezone,
  l.attributes, l.import_id as "importId", l.created_at as "createdAt", l.updated_at as "updatedAt"
from find_leads($1::uuid, $2::text, $3::text, $4::uuid, $5::text, $6::text[], $7::text, $8::uuid, $9::int) f (id)
join leads l on l.id = f.id and l.workspace_id = $1::uuid
order by l.id desc
