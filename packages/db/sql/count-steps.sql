-- How far each step of the sequences has come, in the order of the steps, from its counters.
--
-- $1 sequence ids
select t.sequence_id as "sequenceId", t.id,
  coalesce(sum(planned), 0)::int as planned, coalesce(sum(sent), 0)::int as sent,
  coalesce(sum(delivered), 0)::int as delivered, coalesce(sum(read), 0)::int as read,
  coalesce(sum(replied), 0)::int as replied, coalesce(sum(failed), 0)::int as failed,
  coalesce(sum(skipped), 0)::int as skipped
from sequence_steps t left join step_devices k on k.step_id = t.id
where t.sequence_id = any($1::uuid[]) and t.removed_at is null
group by t.sequence_id, t.id
order by t.sequence_id, t.position
