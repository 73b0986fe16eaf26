-- Whoever moves messages, or ends a campaign, is told by the database itself how many, and into what: so a process counts for its
-- metrics what it did, and no statement can be forgotten. Told with the answer of the statement, to its session alone:
--
--   INFO 'siaran: messages moved'   detail {"sent": 18, "failed": 2}                      messages by the state they came into
--   INFO 'siaran: campaign ended'   detail {"status": "completed", "tookSeconds": 81.4}   null: it was never started
--
-- INFO reaches the client whatever client_min_messages says, and by default no log of the server. What is rolled back was told
-- all the same. A notification (NOTIFY) would be told at commit alone, and lets commits wait for each other.

-- As before, and tells what it has noted.
create or replace function note_moved_messages() returns trigger
  language plpgsql security definer set search_path = public, pg_temp set enable_nestloop = off as $$
declare
  moment constant timestamptz := clock_timestamp();
  mover constant text := coalesce(nullif(current_setting('siaran.actor', true), ''),
    nullif(regexp_replace(current_setting('application_name'), '^siaran-', ''), ''), session_user);
  told text;
begin
  with noted as (
    insert into message_events (at, message_id, campaign_id, workspace_id, status, actor, error_code, error_message)
    select moment, n.id, n.campaign_id, n.workspace_id, n.status, mover,
      case when has_reason then n.error_code end, case when has_reason then n.error_message end
    from new_rows n join old_rows o on o.id = n.id
      cross join lateral (select n.status in ('failed', 'skipped', 'cancelled', 'unconfirmed')
        or (o.status = 'sending' and n.status = 'queued') or n.attempts > o.attempts as has_reason) r
    where n.status <> o.status
    returning status
  ),
  counted as (select status, count(*) as moved from noted group by status)
  select json_object_agg(status, moved) into told from counted;
  if told is not null then raise info 'siaran: messages moved' using detail = told; end if;
  return null;
end
$$;

-- A message comes into its first state by being made: pending, or skipped because its phone is suppressed.
create function tell_made_messages() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  told text;
begin
  with counted as (select status, count(*) as made from new_rows group by status)
  select json_object_agg(status, made) into told from counted;
  if told is not null then raise info 'siaran: messages moved' using detail = told; end if;
  return null;
end
$$;
create trigger messages_made after insert on "messages" referencing new table as new_rows
  for each statement execute function tell_made_messages();

create function tell_ended_campaign() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise info 'siaran: campaign ended' using detail = json_build_object('status', new.status,
    'tookSeconds', extract(epoch from new.ended_at - new.started_at));
  return null;
end
$$;
create trigger campaigns_ended after update of "status" on "campaigns" for each row
  when (new.status <> old.status and new.status in ('completed', 'failed', 'cancelled') and not new.is_sequence)
  execute function tell_ended_campaign();
