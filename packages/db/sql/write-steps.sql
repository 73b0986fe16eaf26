-- A sequence's steps as they are to be: one with an id is changed, one without is made, the others are removed. Answers the
-- steps in their order.
--
-- $1 sequence id   $2 workspace id
-- $3 ids or nulls   $4 types   $5 contents   $6 media addresses   $7 delays in minutes   $8 times of day   (in order)
with given as materialized (
  select coalesce(g.id, uuid_v7()) as id, g.place, g.type, g.content, g.media_url, g.delay_minutes, g.at_time
  from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[]) with ordinality
    as g (id, type, content, media_url, delay_minutes, at_time, place)
),
removed as (
  update sequence_steps t set removed_at = now()
  where t.sequence_id = $1 and t.removed_at is null and not exists (select from given where given.id = t.id)
),
written as (
  insert into sequence_steps as t (id, workspace_id, sequence_id, position, message_type, message_content, media_url,
    delay_minutes, at_time)
  select id, $2, $1, place, type, content, media_url, delay_minutes, at_time from given
  on conflict (id) do update set position = excluded.position, message_type = excluded.message_type,
    message_content = excluded.message_content, media_url = excluded.media_url,
    delay_minutes = excluded.delay_minutes, at_time = excluded.at_time
  where t.sequence_id = $1 and t.removed_at is null
  returning t.id, t.position, t.delay_minutes, t.at_time
)
select id, position, delay_minutes as "delayMinutes", at_time as "at" from written order by position
