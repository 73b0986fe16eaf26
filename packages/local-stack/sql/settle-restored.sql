-- Keeps a restored database from sending by itself. What happened after the instant at which it stands is in no row of it, so
-- of what was open then:
--
-- - campaigns that were scheduled or running, and active sequences, are paused; their warning says why;
-- - messages that a device could have sent since are unconfirmed, as what a killed sender leaves behind: looked up where the
--   network can be asked, never sent again but by a person. They count as begun now, the latest moment at which they can have
--   been, so that gaps and ceilings wait for them. Steps of a journey that are due later stay planned;
-- - logins end: some may have been revoked since.
--
-- All of it or nothing; to be run before the first service is started, as the owner of the tables or a superuser, by psql:
--
--     psql -v ON_ERROR_STOP=1 -v as_of='2026-11-28T04:00:00Z' -v nothing_sent_since=false -f settle-restored.sql "$DATABASE_URL"
--
-- as_of: the instant at which the database stands, for people to read
-- nothing_sent_since: true by a person's word that Siaran did not run after as_of: then only what was being sent is in doubt, and
--   the rest waits for the resume
begin;

-- A login that sees the rows of some workspaces alone is refused.
set local row_security = off;
set local siaran.actor = 'restore';

select set_config('siaran.as_of', to_char(:'as_of'::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), true) as as_of,
  :'nothing_sent_since'::boolean as nothing_sent_since;

with in_doubt as (
  update messages m
  set status = 'unconfirmed', error_code = 'restored', sending_at = coalesce(m.sending_at, now()),
    error_message = format('What stands as of %s does not know whether it was sent after that', current_setting('siaran.as_of'))
  from campaigns c
  where c.id = m.campaign_id and (m.is_pending or m.is_in_flight)
    and (m.status = 'sending'
      or (not :'nothing_sent_since'::boolean and c.status <> 'cancelled'
        and not (c.is_sequence and m.is_pending and m.scheduled_at > now())))
  returning m.id
)
select count(*)::int as unconfirmed from in_doubt;

update messages set status = 'pending', claimed_by = null, claimed_at = null where status in ('processing', 'queued');

with held as (
  update campaigns
  set status = 'paused', paused_at = now(), updated_at = now(),
    warning = format(
      'Restored as of %s: what was sent after that is not known here. Before you resume it, compare with the phones: whoever joins it anew may have been written to already',
      current_setting('siaran.as_of'))
  where status in ('scheduled', 'running')
  returning id
)
select count(*)::int as paused from held;

update devices set lease_owner = null, lease_until = null, lease_epoch = lease_epoch + 1;
delete from heartbeats;
delete from sessions;

insert into audit_entries (workspace_id, actor, action, detail)
select id, 'system', 'backup.restored', jsonb_build_object('asOf', current_setting('siaran.as_of')) from workspaces;

commit;
