-- The receipt of a campaign: what is needed to show, later and to somebody who doubts it, that it adds up.
--
--   messages            are the frozen audience: who they are for cannot be changed any more, and they cannot be deleted
--   campaign_left_out   leads of the audience that were given no message, and why
--   message_events      each transition of each message, written by a trigger alone, as the owner
--   audience_count      how many leads the expansion has read, counted apart from what it made of them
--
-- docs/decisions/0009-the-ledger-of-transitions.md says why it is like this.

-- Null: it began before this was counted.
ALTER TABLE "campaigns" ADD COLUMN "audience_count" INTEGER DEFAULT 0;
update "campaigns" set audience_count = null where expanded_to is not null or expanded_at is not null;

-- CreateTable
CREATE TABLE "campaign_left_out" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "device_id" UUID,
    "phone" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_left_out_pkey" PRIMARY KEY ("campaign_id", "id")
);

-- AddForeignKey
ALTER TABLE "campaign_left_out" ADD CONSTRAINT "campaign_left_out_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- It carries phones, and so goes with its campaign as the messages do, and in no other way that the services have.
alter table "campaign_left_out" add constraint campaign_left_out_reason check (reason in ('duplicate_phone', 'no_device'));
create trigger campaign_left_out_append_only before update or truncate on "campaign_left_out"
  for each statement execute function refuse_change();

-- No foreign keys: it outlives what it tells of. The id orders the transitions of a message whatever the clock does.
-- CreateTable
CREATE TABLE "message_events" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "message_events_pkey" PRIMARY KEY ("message_id", "id")
);

create trigger message_events_append_only before update or delete or truncate on "message_events"
  for each statement execute function refuse_change();

-- Promise: each transition of a message is a row here, with its instant, and who moved it: what the session names in
-- siaran.actor, or else its application. A reason stands where the transition has one: at an end, and after an attempt. A
-- row keeps its last reason longer than that.
--
-- Without nested loops: the plan is made for the first statement of a session, which may move one row, and is kept for
-- those that move hundreds.
create function note_moved_messages() returns trigger
  language plpgsql security definer set search_path = public, pg_temp set enable_nestloop = off as $$
declare
  moment constant timestamptz := clock_timestamp();
  mover constant text := coalesce(nullif(current_setting('siaran.actor', true), ''),
    nullif(regexp_replace(current_setting('application_name'), '^siaran-', ''), ''), session_user);
begin
  insert into message_events (at, message_id, campaign_id, workspace_id, status, actor, error_code, error_message)
  select moment, n.id, n.campaign_id, n.workspace_id, n.status, mover,
    case when has_reason then n.error_code end, case when has_reason then n.error_message end
  from new_rows n join old_rows o on o.id = n.id
    cross join lateral (select n.status in ('failed', 'skipped', 'cancelled', 'unconfirmed')
      or (o.status = 'sending' and n.status = 'queued') or n.attempts > o.attempts as has_reason) r
  where n.status <> o.status;
  return null;
end
$$;
-- By name before messages_updated: what is written here is written before the counters are locked.
create trigger messages_moved after update on "messages" referencing old table as old_rows new table as new_rows
  for each statement execute function note_moved_messages();

-- What moved before there was a ledger.
insert into message_events (at, message_id, campaign_id, workspace_id, status, actor, error_code, error_message)
select now(), id, campaign_id, workspace_id, status, 'migration', error_code, error_message
from messages
where status <> 'pending'
order by id;

-- As before, and:
--
--   message_events      is read; its trigger alone writes there, as the owner, as with the counters
--   messages            go with their campaign alone, and keep who they are for
--
-- A migration that adds a column to messages ends with a call of it as well: the services may not write it before.
create or replace function keep_workspaces_apart() returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  -- In a select of its own it is asked once a statement, and not once a row. Written out: as a function it is planned anew
  -- with each statement, which costs 20 to 70 us more.
  own constant text :=
    '(select nullif(nullif(current_setting(''siaran.workspace_id'', true), ''''), ''*'')::uuid)';
  sees_all constant text := '(select current_setting(''siaran.workspace_id'', true) = ''*'')';
  of_triggers constant regclass[] := array['campaign_devices', 'step_devices', 'message_events']::regclass[];
  of_message constant name[] := array['id', 'workspace_id', 'campaign_id', 'device_id', 'lead_id', 'recipient_phone',
    'step_id', 'enrolment_id', 'entry', 'created_at'];
  role_name text;
  entry record;
  rule text;
begin
  foreach role_name in array array['siaran_service', 'siaran_request'] loop
    begin
      if not exists (select from pg_roles where rolname = role_name) then
        execute format('create role %I nologin', role_name);
      end if;
    exception
      when duplicate_object or unique_violation then null; -- another database of this cluster was faster
      when insufficient_privilege then
        raise warning 'the role % is missing, and % may not make it: workspaces are not kept apart by the database',
          role_name, current_user using hint = 'See "The database''s own roles" in README.md';
        return;
    end;
  end loop;

  for entry in
    select c.oid::regclass as name, c.relrowsecurity as guarded,
      c.relname = 'workspaces' as is_workspace,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id') as has_workspace,
      exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'refuse_change'::regproc) as is_appended_to,
      parent.name as parent, parent.by as parent_by
    from pg_class c
    left join lateral (
      select k.confrelid::regclass as name, a.attname as by
      from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.conrelid = c.oid and k.contype = 'f' and k.confdeltype = 'c'
      order by k.conkey limit 1
    ) parent on true
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
  loop
    rule := case
      when entry.is_workspace then 'id = ' || own
      when entry.has_workspace then 'workspace_id = ' || own
      when entry.parent is not null then
        format('exists (select from %s parent where parent.id = %s.%I)', entry.parent, entry.name, entry.parent_by)
    end;

    execute format('grant select on %s to siaran_service, siaran_request', entry.name);
    if entry.name <> all (of_triggers) then
      execute format('grant insert on %s to siaran_service', entry.name);
      if rule is not null then execute format('grant insert on %s to siaran_request', entry.name); end if;
      if entry.name = 'messages'::regclass then
        revoke update, delete on messages from siaran_service, siaran_request;
        execute (
          select format('grant update (%s) on messages to siaran_service, siaran_request',
            string_agg(quote_ident(attname), ', ' order by attnum))
          from pg_attribute
          where attrelid = entry.name and attnum > 0 and not attisdropped and attgenerated = '' and attname <> all (of_message));
      elsif not entry.is_appended_to then
        execute format('grant update, delete on %s to siaran_service', entry.name);
        if rule is not null then execute format('grant update, delete on %s to siaran_request', entry.name); end if;
      end if;
    end if;

    if rule is not null and not entry.guarded then
      execute format('alter table %s enable row level security', entry.name);
      execute format('create policy service on %s to siaran_service using (true)', entry.name);
      execute format('create policy request on %s to siaran_request using (%s or %s)', entry.name, rule, sees_all);
    end if;
  end loop;
  grant usage on all sequences in schema public to siaran_service, siaran_request;
end
$$;

select keep_workspaces_apart();
