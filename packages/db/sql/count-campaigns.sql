-- Counts and cumulative metrics of campaigns, from their counters.
--
-- $1 campaign ids
select k.campaign_id as "campaignId",
  sum(pending)::int as pending, sum(processing)::int as processing, sum(queued)::int as queued,
  sum(sending)::int as sending, sum(sent)::int as sent, sum(delivered)::int as delivered, sum(read)::int as read,
  sum(failed)::int as failed, sum(skipped)::int as skipped, sum(cancelled)::int as cancelled,
  sum(unconfirmed)::int as unconfirmed, sum(sent_total)::int as "sentTotal",
  sum(delivered_total)::int as "deliveredTotal", sum(read_total)::int as "readTotal",
  sum(replied_total)::int as "repliedTotal"
from campaign_devices k
where k.campaign_id = any($1::uuid[])
group by k.campaign_id
