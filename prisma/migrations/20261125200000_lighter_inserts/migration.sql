-- Promise, as before: a message's campaign, device and lead exist, as long as it names them.
--
-- Postgres asks a foreign key by a query for each row, and the three of messages were half of what an expansion costs.
-- They are asked once a statement now:
--
--   campaign, device   by the counters' trigger. It makes or holds the row of campaign_devices for each campaign and device
--                      of the statement, in the same transaction, and that row has foreign keys to both.
--   lead               by hold_leads_of_messages(), which takes the same locks as a foreign key.
--
-- What goes takes along what it has to: a campaign its messages, a lead its name from them; a device that has messages
-- stays. Two at once: whoever deletes waits for an insert that is not committed, and looks for messages only then. An insert
-- that meets a delete waits for it, and fails on what is gone.

-- DropForeignKey
ALTER TABLE "messages" DROP CONSTRAINT "messages_campaign_id_fkey";

-- DropForeignKey
ALTER TABLE "messages" DROP CONSTRAINT "messages_device_id_fkey";

-- DropForeignKey
ALTER TABLE "messages" DROP CONSTRAINT "messages_lead_id_fkey";

-- DropForeignKey
ALTER TABLE "campaign_devices" DROP CONSTRAINT "campaign_devices_campaign_id_fkey";

-- DropForeignKey
ALTER TABLE "campaign_devices" DROP CONSTRAINT "campaign_devices_device_id_fkey";

-- AddForeignKey
ALTER TABLE "campaign_devices" ADD CONSTRAINT "campaign_devices_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "campaign_devices" ADD CONSTRAINT "campaign_devices_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

create function delete_messages_of_campaigns() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from messages where campaign_id in (select id from old_rows);
  return null;
end
$$;
create trigger campaigns_deleted after delete on "campaigns" referencing old table as old_rows
  for each statement execute function delete_messages_of_campaigns();

-- In the order of their ids, so that two statements cannot wait for each other in a circle.
create function hold_leads_of_messages() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select count(distinct lead_id) from new_rows) <> (select count(*) from (
      select from leads where id in (select lead_id from new_rows) order by id for key share) held) then
    raise exception 'a message is for a lead that does not exist' using errcode = 'foreign_key_violation';
  end if;
  return null;
end
$$;
create trigger messages_for_leads after insert on "messages" referencing new table as new_rows
  for each statement execute function hold_leads_of_messages();

create function forget_deleted_leads() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update messages set lead_id = null where lead_id in (select id from old_rows);
  return null;
end
$$;
create trigger leads_deleted after delete on "leads" referencing old table as old_rows
  for each statement execute function forget_deleted_leads();

create function refuse_move() returns trigger language plpgsql as $$
begin
  raise exception 'a message keeps its campaign, its device and its lead' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger messages_stay before update of "campaign_id", "device_id" on "messages"
  for each statement execute function refuse_move();
create trigger messages_keep_lead after update of "lead_id" on "messages"
  for each row when (new.lead_id is not null) execute function refuse_move();
