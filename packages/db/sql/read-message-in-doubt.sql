-- A message, held until the transaction ends, and all that may stand in the way of sending it again.
--
-- $1 message id   $2 workspace id
select m.status, m.campaign_id as "campaignId", c.status as "campaignStatus", c.is_sequence as "isSequence",
  not c.is_sequence and c.expire_after_hours is not null
    and c.started_at + make_interval(hours => c.expire_after_hours) <= now() as "isExpired",
  coalesce(e.status = 'exited', false) as "isJourneyLeft", t.removed_at is not null as "isStepRemoved",
  m.lead_id is null as "isLeadDeleted", d.deleted_at is not null as "isDeviceRemoved",
  exists (select from suppressions x where x.workspace_id = m.workspace_id and x.phone = m.recipient_phone)
    as "isSuppressed"
from messages m
  join campaigns c on c.id = m.campaign_id
  join devices d on d.id = m.device_id
  left join enrolments e on e.id = m.enrolment_id
  left join sequence_steps t on t.id = m.step_id
where m.id = $1 and m.workspace_id = $2
for no key update of m
