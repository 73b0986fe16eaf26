-- Holds a sequence for a change of its steps: enrolments wait, other edits as well; a row that refers to it does not, and a
-- pause of its campaign's row neither. No row when it is not there or archived. Its steps are read afterwards, by a
-- statement that sees what was waited for.
--
-- $1 sequence id   $2 workspace id   $3 from statuses
select s.id
from sequences s join campaigns c on c.id = s.id
where s.id = $1 and s.workspace_id = $2 and c.status = any($3::text[])
for no key update of s
