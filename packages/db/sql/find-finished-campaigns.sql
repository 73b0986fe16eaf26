-- Running campaigns (a sequence never ends by itself) that are fully expanded and have nothing left on its way, as far as this
-- statement sees. Another one may be putting a message back on its way: complete-campaigns.sql decides.
--
-- $1 campaign ids (null: all that are running)
select c.id from campaigns c
where c.status = 'running' and c.expanded_at is not null and not c.is_sequence
  and ($1::uuid[] is null or c.id = any($1))
  and not exists (
    select 1 from campaign_devices k
    where k.campaign_id = c.id and k.is_open)
