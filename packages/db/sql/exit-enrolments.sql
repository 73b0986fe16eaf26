-- Ends active journeys for a reason, and with them what of theirs was not handed over: pending, processing, queued →
-- skipped. A sender that puts one back later finds the journey left when it claims it.
--
-- $1 from statuses   $2 workspace id   $3 exit reason   $4 reason sentence   $5 now
-- $6 sequence id or null   $7 lead id or null   $8 phone or null   $9 device id or null   $10 enrolment ids or null
-- $11 only sequences that an answer ends
with leaving as materialized (
  select e.id
  from enrolments e join sequences s on s.id = e.sequence_id
  where e.status = 'active' and e.workspace_id = $2
    and ($6::uuid is null or e.sequence_id = $6)
    and ($7::uuid is null or e.lead_id = $7)
    and ($8::text is null or e.phone = $8)
    and ($9::uuid is null or e.device_id = $9)
    and ($10::uuid[] is null or e.id = any($10))
    and (not $11::boolean or s.exit_on_reply)
    and coalesce($6::text, $7::text, $8, $9::text, $10::text) is not null
  order by e.id
  for no key update of e
),
exited as (
  update enrolments e set status = 'exited', exit_reason = $3, ended_at = $5
  from leaving
  where e.id = leaving.id and e.status = 'active'
  returning e.id, e.sequence_id, e.lead_id
),
held as materialized (
  select m.id
  from leaving l join messages m on m.enrolment_id = l.id
  where m.status = any($1::text[])
  order by m.id
  for no key update of m
),
skipped as (
  update messages m
  set status = 'skipped', error_code = $3::text, error_message = $4::text
  from held
  where m.id = held.id and m.status = any($1::text[])
  returning m.id, m.campaign_id, m.device_id, m.dispatch_number
)
select
  coalesce((select json_agg(json_build_object('id', id, 'sequenceId', sequence_id, 'leadId', lead_id)) from exited), '[]')
    as exited,
  coalesce((select json_agg(json_build_object('id', id, 'campaignId', campaign_id, 'deviceId', device_id,
    'dispatchNumber', dispatch_number)) from skipped), '[]') as stopped
