-- Reading 1,000,000 leads and 5,000,000 messages: an index for each way of asking, and the search.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- CreateIndex
CREATE INDEX "leads_workspace_id_target_status_id_idx" ON "leads"("workspace_id", "target_status", "id");

-- CreateIndex
CREATE INDEX "leads_by_trigger" ON "leads"("workspace_id", "trigger", "id") WHERE (trigger is not null);

-- Off the road of most messages: the index by state has these alone, and none of the steps up to `read` touches it. An
-- index over every state at rest would take sent → delivered → read from heap-only updates: 15 µs each, 90 with it.
alter table "messages" add column "ended_as" text
  generated always as (case when status in ('failed', 'skipped', 'cancelled', 'unconfirmed') then status end) stored;
create index "messages_ended" on "messages" ("campaign_id", "ended_as", "id") where (ended_as is not null);

-- The search -----------------------------------------------------------------------------------------------------------

-- What words are looked for in: lower case, the fields kept apart by a character that stands in no word.
create function lead_text(first_name text, last_name text, email text, company text) returns text
language sql immutable parallel safe
return lower(coalesce(first_name, '') || E'\n' || coalesce(last_name, '') || E'\n' || coalesce(email, '') || E'\n'
  || coalesce(company, ''));

-- One index for text and phone, the workspace in front: another workspace's hits cost nothing. 18 s for 1,000,000 leads;
-- inserting costs twice as much as with the other indexes alone, eight times without the pending list.
create index leads_search on leads using gin
  (workspace_id, lead_text(first_name, last_name, email, company) gin_trgm_ops, phone gin_trgm_ops);

-- The ids of one page of a workspace's leads, newest first. `words`: each stands in a name, the email or the company;
-- `digits`: or else these stand in the phone. Both as they are: nothing in them stands for anything else. Null: whatever.
--
-- Words are looked for in two ways. The newest 10,000 leads that pass the filters are read first, which fills a page with
-- any word that every 200th lead has. A rarer one is asked of the index, which then finds a few thousand. Neither
-- depends on what the planner believes of the word, and what it believes of filters it is told: the statements are
-- planned with their values.
--
-- Runs as its owner: under row security a search by LIKE could not use an index. So the workspace is its first argument,
-- and stands in every condition; the caller reads the leads of these ids with its own rights.
create function find_leads(
  of_workspace uuid, of_niche text, of_target_status text, of_device uuid, of_trigger text,
  words text[], digits text, before uuid, page_size int
) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  walked constant int := 10000;
  filters text := 'l.workspace_id = $1'
    || case when of_niche is null then '' else ' and l.niche = $2' end
    || case when of_target_status is null then '' else ' and l.target_status = $3' end
    || case when of_device is null then '' else ' and l.device_id = $4' end
    || case when of_trigger is null then '' else ' and l.trigger = $5' end
    || case when before is null then '' else ' and l.id < $8' end;
  -- The index by niche has the target status before the id: a niche alone is three walks in it.
  branches text[] := case when of_niche is not null and of_target_status is null
    then array[' and l.target_status = ''prospect''', ' and l.target_status = ''customer''',
      ' and l.target_status is null']
    else array[''] end;
  newest text := (
    select '(' || string_agg(
      format('(select l.id, l.first_name, l.last_name, l.email, l.company, l.phone from leads l where %s%s order by l.id desc limit $9)',
        filters, branch), ' union all ')
      || ')'
    from unnest(branches) branch);
  patterns text[] := array(
    select '%' || regexp_replace(lower(word), '([\\%_])', '\\\1', 'g') || '%'
    from unnest(words) with ordinality w (word, place) order by place);
  matches text := (
    select string_agg(format('lead_text(l.first_name, l.last_name, l.email, l.company) like $6[%s]', place), ' and ')
    from generate_series(1, cardinality(words)) place);
  found uuid[];
  left_over boolean;
begin
  if words is null then
    return query execute 'select l.id from ' || newest || ' l order by l.id desc limit $9'
      using of_workspace, of_niche, of_target_status, of_device, of_trigger, patterns, digits, before, page_size;
    return;
  end if;

  matches := '(' || matches || case when digits is null then '' else ' or l.phone like ''%'' || $7 || ''%''' end || ')';

  execute 'with newest as materialized (select l.* from ' || newest || ' l order by l.id desc limit $9),
      hit as materialized (select l.id from newest l where ' || matches || ' order by l.id desc limit $10)
    select array(select id from hit order by id desc),
      (select count(*) from hit) < $10 and (select count(*) from newest) = $9'
    into found, left_over
    using of_workspace, of_niche, of_target_status, of_device, of_trigger, patterns, digits, before, walked, page_size;
  if not left_over then
    return query select unnest(found);
    return;
  end if;

  return query execute 'with hit as materialized (select l.id from leads l where ' || filters || ' and ' || matches || ')
    select id from hit order by id desc limit $9'
    using of_workspace, of_niche, of_target_status, of_device, of_trigger, patterns, digits, before, page_size;
end
$$;
