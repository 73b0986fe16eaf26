-- Holds sequences that take leads in until the transaction ends: an edit of their steps waits, and so does a pause. Answers
-- no row for one that is not active. Their steps are read afterwards, by a statement that sees what was waited for.
--
-- $1 workspace id   $2 trigger or null   $3 sequence id or null   (one of them)
select s.id, c.traceparent
from campaigns c join sequences s on s.id = c.id
where s.workspace_id = $1::uuid and ($2::text is null or s.trigger = $2) and ($3::uuid is null or s.id = $3)
  and coalesce($2, $3::text) is not null and c.status = 'running'
order by s.id
for share of s, c
