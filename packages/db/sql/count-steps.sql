-- Progress of each step of a sequence, removed ones too: how many messages it ever had, and how far they came. Cumulative.
--
-- $1 sequence id
select t.id as "stepId", c.planned, c.sent, c.delivered, c.read, c.replied, c.failed, c.skipped
from sequence_steps t cross join lateral (
  select count(*)::int as planned, count(m.sent_at)::int as sent, count(m.delivered_at)::int as delivered,
    count(m.read_at)::int as read, count(m.replied_at)::int as replied,
    (count(*) filter (where m.status = 'failed'))::int as failed,
    (count(*) filter (where m.status = 'skipped'))::int as skipped
  from messages m where m.step_id = t.id) c
where t.sequence_id = $1
