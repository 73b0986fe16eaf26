-- Row level security: a net below the queries, which all carry their workspace's id themselves. Two roles without a
-- login; whoever logs in is granted one of them. Neither owns anything, neither can get past a policy.
--
--   siaran_service   scheduler, workers, senders: they work for all workspaces and see all rows
--   siaran_request   the API: sees the rows of the workspace that the session names in siaran.workspace_id, all rows
--                    when it names '*', and none when it names nothing
--
-- docs/decisions/0005-row-level-security.md says why it is like this.

-- Promise: afterwards both roles have their rights on every table of this schema, and every table that belongs to a
-- workspace has its policies. Changes only what is missing: a migration that makes a table ends with a call of it.
--
--   a table with a workspace_id        shows the rows of the workspace
--   a table without one                is seen through the row that it goes with: the first foreign key that cascades
--   neither                            belongs to the machinery: the API may read it
--   with the trigger refuse_change     is appended to and read, by both
--   campaign_devices                   is read; its trigger alone writes there, as the owner
--
-- Roles belong to a whole cluster. Where this user may not make them, a warning says what is to be done, and all stays
-- as it was: the owner goes past policies, and the others have no rights.
create function keep_workspaces_apart() returns void language plpgsql set search_path = public, pg_temp as $$
declare
  -- In a select of its own it is asked once a statement, and not once a row. Written out: as a function it is planned anew
  -- with each statement, which costs 20 to 70 us more.
  own constant text :=
    '(select nullif(nullif(current_setting(''siaran.workspace_id'', true), ''''), ''*'')::uuid)';
  sees_all constant text := '(select current_setting(''siaran.workspace_id'', true) = ''*'')';
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
    if entry.name <> 'campaign_devices'::regclass then
      execute format('grant insert on %s to siaran_service', entry.name);
      if rule is not null then execute format('grant insert on %s to siaran_request', entry.name); end if;
      if not entry.is_appended_to then
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
revoke execute on function keep_workspaces_apart() from public;

-- "Nobody else writes there" (the counters' promise) is now kept by the database: their trigger writes as the owner.
alter function count_inserted_messages() security definer set search_path = public, pg_temp;
alter function count_updated_messages() security definer set search_path = public, pg_temp;

select keep_workspaces_apart();
