-- The counters of a sequence's steps, so that its progress is read and not counted: for 500,000 messages that took a quarter
-- of a second each time. Kept by triggers as those of campaign_devices are, after them and in the order of their key, and with the
-- same promise: at every commit each row equals a count over messages, and nobody else writes there.

-- CreateTable
CREATE TABLE "step_devices" (
    "step_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "planned" INTEGER NOT NULL DEFAULT 0,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "read" INTEGER NOT NULL DEFAULT 0,
    "replied" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "step_devices_pkey" PRIMARY KEY ("step_id", "device_id")
);

-- AddForeignKey
ALTER TABLE "step_devices" ADD CONSTRAINT "step_devices_step_id_fkey" FOREIGN KEY ("step_id") REFERENCES "sequence_steps"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

alter table "step_devices" set (fillfactor = 50);

create function count_inserted_steps() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- A campaign's messages, which are most, have no steps.
  if not exists (select from new_rows where step_id is not null) then return null; end if;
  insert into step_devices as c (step_id, device_id, planned, sent, delivered, read, replied, failed, skipped)
  select step_id, device_id, count(*), count(sent_at), count(delivered_at), count(read_at), count(replied_at),
    count(*) filter (where status = 'failed'), count(*) filter (where status = 'skipped')
  from new_rows
  where step_id is not null
  group by step_id, device_id
  order by step_id, device_id
  on conflict (step_id, device_id) do update set
    planned = c.planned + excluded.planned, sent = c.sent + excluded.sent, delivered = c.delivered + excluded.delivered,
    read = c.read + excluded.read, replied = c.replied + excluded.replied, failed = c.failed + excluded.failed,
    skipped = c.skipped + excluded.skipped;
  return null;
end
$$;

create function count_updated_steps() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from new_rows where step_id is not null) then return null; end if;
  with row_change as (
    select step_id, device_id, status, 1 as n, sent_at, delivered_at, read_at, replied_at from new_rows
    union all
    select step_id, device_id, status, -1, sent_at, delivered_at, read_at, replied_at from old_rows
  ),
  change as materialized (
    select step_id, device_id,
      coalesce(sum(n) filter (where sent_at is not null), 0) as sent,
      coalesce(sum(n) filter (where delivered_at is not null), 0) as delivered,
      coalesce(sum(n) filter (where read_at is not null), 0) as read,
      coalesce(sum(n) filter (where replied_at is not null), 0) as replied,
      coalesce(sum(n) filter (where status = 'failed'), 0) as failed,
      coalesce(sum(n) filter (where status = 'skipped'), 0) as skipped
    from row_change
    where step_id is not null
    group by step_id, device_id
  ),
  locked as materialized (
    select c.step_id, c.device_id
    from step_devices c join change h using (step_id, device_id)
    where (h.sent, h.delivered, h.read, h.replied, h.failed, h.skipped) <> (0, 0, 0, 0, 0, 0)
    order by c.step_id, c.device_id
    for no key update of c
  )
  update step_devices c set
    sent = c.sent + h.sent, delivered = c.delivered + h.delivered, read = c.read + h.read,
    replied = c.replied + h.replied, failed = c.failed + h.failed, skipped = c.skipped + h.skipped
  from change h join locked using (step_id, device_id)
  where c.step_id = h.step_id and c.device_id = h.device_id;
  return null;
end
$$;

-- By name behind messages_inserted and messages_updated: the counters of campaigns are locked first, by everybody.
create trigger messages_inserted_steps after insert on "messages" referencing new table as new_rows
  for each statement execute function count_inserted_steps();
create trigger messages_updated_steps after update on "messages" referencing old table as old_rows new table as new_rows
  for each statement execute function count_updated_steps();

insert into step_devices (step_id, device_id, planned, sent, delivered, read, replied, failed, skipped)
select step_id, device_id, count(*), count(sent_at), count(delivered_at), count(read_at), count(replied_at),
  count(*) filter (where status = 'failed'), count(*) filter (where status = 'skipped')
from messages
where step_id is not null
group by step_id, device_id;

-- As for campaign_devices: read by both roles, written by the trigger alone.
do $$
begin
  execute replace(pg_get_functiondef('keep_workspaces_apart'::regproc),
    'entry.name <> ''campaign_devices''::regclass',
    'entry.name <> all (array[''campaign_devices''::regclass, ''step_devices''::regclass])');
end
$$;
select keep_workspaces_apart();
