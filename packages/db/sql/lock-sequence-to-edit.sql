-- Holds a sequence for a change of its steps: enrolments wait, other edits as well; a row that refers to it does not, and a
-- pause of its campaign's row neither. Answers its steps as they are; no row
-- when it is not there or archived.
--
-- $1 sequence id   $2 workspace id   $3 from statuses
select s.id,
  coalesce((select json_agg(json_build_object('id', t.id, 'position', t.position, 'delayMinutes', t.delay_minutes, 'at', t.at_time,
      'messageType', t.message_type, 'messageContent', t.message_content, 'mediaUrl', t.media_url)
      order by t.position)
    from sequence_steps t where t.sequence_id = s.id and t.removed_at is null), '[]') as steps
from sequences s join campaigns c on c.id = s.id
where s.id = $1 and s.workspace_id = $2 and c.status = any($3::text[])
for no key update of s
