-- Ids are UUIDs, version 7 (RFC 9562, 5.7): a millisecond clock in front, so that they grow with time and keyset pages
-- follow the order of creation. Postgres has its own from 18 on.
create function uuid_v7() returns uuid language sql volatile parallel safe as $$
  select encode(
    set_bit(
      set_bit(
        overlay(uuid_send(gen_random_uuid())
          placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6),
        52, 1),
      53, 1),
    'hex')::uuid
$$;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL DEFAULT 'Asia/Kuala_Lumpur',
    "default_country" TEXT NOT NULL DEFAULT 'MY',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "devices" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "transport" TEXT NOT NULL,
    "phone" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "credentials" BYTEA,
    "messages_per_minute" INTEGER,
    "messages_per_hour" INTEGER,
    "messages_per_day" INTEGER,
    "min_delay_ms" INTEGER,
    "max_delay_ms" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'disconnected',
    "status_reason" TEXT,
    "status_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "wanted" BOOLEAN NOT NULL DEFAULT false,
    "logout_requested" BOOLEAN NOT NULL DEFAULT false,
    "qr" TEXT,
    "qr_expires_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_epoch" BIGINT NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leads" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "device_id" UUID,
    "phone" TEXT NOT NULL,
    "first_name" TEXT,
    "last_name" TEXT,
    "email" TEXT,
    "company" TEXT,
    "niche" TEXT,
    "target_status" TEXT,
    "trigger" TEXT,
    "timezone" TEXT,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "import_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "leads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "device_id" UUID,
    "mode" TEXT NOT NULL,
    "defaults" JSONB NOT NULL DEFAULT '{}',
    "file_name" TEXT,
    "status" TEXT NOT NULL DEFAULT 'uploading',
    "failure_reason" TEXT,
    "processed_rows" INTEGER NOT NULL DEFAULT 0,
    "imported_rows" INTEGER NOT NULL DEFAULT 0,
    "updated_rows" INTEGER NOT NULL DEFAULT 0,
    "duplicate_rows" INTEGER NOT NULL DEFAULT 0,
    "invalid_rows" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_chunks" (
    "import_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_chunks_pkey" PRIMARY KEY ("import_id","position")
);

-- CreateTable
CREATE TABLE "import_errors" (
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "value" TEXT,

    CONSTRAINT "import_errors_pkey" PRIMARY KEY ("import_id","row","field")
);

-- CreateTable
CREATE TABLE "campaigns" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "message_type" TEXT NOT NULL,
    "message_content" TEXT NOT NULL,
    "media_url" TEXT,
    "account_id" UUID,
    "audience_type" TEXT NOT NULL,
    "audience_config" JSONB NOT NULL DEFAULT '{}',
    "schedule_type" TEXT NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3),
    "messages_per_minute" INTEGER NOT NULL DEFAULT 20,
    "batch_size" INTEGER NOT NULL DEFAULT 100,
    "delay_between_batches_ms" INTEGER NOT NULL DEFAULT 0,
    "min_delay_ms" INTEGER NOT NULL DEFAULT 0,
    "max_delay_ms" INTEGER NOT NULL DEFAULT 0,
    "template_variables" JSONB NOT NULL DEFAULT '{}',
    "expire_after_hours" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "failure_reason" TEXT,
    "warning" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "expanded_to" UUID,
    "expanded_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_devices" (
    "campaign_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "pending" INTEGER NOT NULL DEFAULT 0,
    "processing" INTEGER NOT NULL DEFAULT 0,
    "queued" INTEGER NOT NULL DEFAULT 0,
    "sending" INTEGER NOT NULL DEFAULT 0,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "read" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "cancelled" INTEGER NOT NULL DEFAULT 0,
    "unconfirmed" INTEGER NOT NULL DEFAULT 0,
    "sent_total" INTEGER NOT NULL DEFAULT 0,
    "delivered_total" INTEGER NOT NULL DEFAULT 0,
    "read_total" INTEGER NOT NULL DEFAULT 0,
    "replied_total" INTEGER NOT NULL DEFAULT 0,
    "last_sending_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_devices_pkey" PRIMARY KEY ("campaign_id","device_id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "lead_id" UUID,
    "device_id" UUID NOT NULL,
    "recipient_phone" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "content" TEXT,
    "gap_ms" INTEGER NOT NULL DEFAULT 0,
    "dispatch_number" INTEGER NOT NULL DEFAULT 0,
    "claimed_by" TEXT,
    "claimed_at" TIMESTAMPTZ(3),
    "lease_epoch" BIGINT,
    "sending_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "transport_message_id" TEXT,
    "error_code" TEXT,
    "error_message" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "replied_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "heartbeats" (
    "role" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "capacity" INTEGER,

    CONSTRAINT "heartbeats_pkey" PRIMARY KEY ("role","instance")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object_id" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_workspace_id_idx" ON "users"("workspace_id");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "api_keys_workspace_id_idx" ON "api_keys"("workspace_id");

-- CreateIndex
CREATE INDEX "api_keys_user_id_idx" ON "api_keys"("user_id");

-- CreateIndex
CREATE INDEX "devices_workspace_id_id_idx" ON "devices"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "devices_to_serve" ON "devices"("lease_until") WHERE (wanted and deleted_at is null);

-- CreateIndex
CREATE INDEX "leads_workspace_id_id_idx" ON "leads"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "leads_workspace_id_niche_target_status_id_idx" ON "leads"("workspace_id", "niche", "target_status", "id");

-- CreateIndex
CREATE INDEX "leads_workspace_id_phone_idx" ON "leads"("workspace_id", "phone");

-- CreateIndex
CREATE INDEX "leads_device_id_id_idx" ON "leads"("device_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "unique_lead" ON "leads"("workspace_id", "device_id", "phone") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "imports_workspace_id_id_idx" ON "imports"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "campaigns_workspace_id_id_idx" ON "campaigns"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "campaigns_due" ON "campaigns"("scheduled_at") WHERE (status = 'scheduled');

-- CreateIndex
CREATE INDEX "campaigns_at_work" ON "campaigns"("status") WHERE (status = ANY (ARRAY['running'::text, 'cancelled'::text]));

-- CreateIndex
CREATE INDEX "campaign_devices_open" ON "campaign_devices"("device_id") WHERE (pending + processing + queued + sending > 0);

-- CreateIndex
CREATE INDEX "messages_campaign_id_id_idx" ON "messages"("campaign_id", "id");

-- CreateIndex
CREATE INDEX "messages_lead_id_idx" ON "messages"("lead_id");

-- CreateIndex
CREATE INDEX "messages_pending" ON "messages"("campaign_id", "device_id", "id") WHERE (status = 'pending');

-- CreateIndex
CREATE INDEX "messages_in_flight" ON "messages"("device_id", "scheduled_at") WHERE (status = ANY (ARRAY['processing'::text, 'queued'::text, 'sending'::text]));

-- CreateIndex
CREATE INDEX "messages_sent_line" ON "messages"("device_id", "sending_at" DESC);

-- CreateIndex
CREATE INDEX "messages_to_answer" ON "messages"("device_id", "recipient_phone", "sent_at" DESC) WHERE (sent_at is not null);

-- CreateIndex
CREATE INDEX "messages_by_transport_id" ON "messages"("device_id", "transport_message_id") WHERE (transport_message_id is not null);

-- CreateIndex
CREATE UNIQUE INDEX "unique_campaign_message" ON "messages"("campaign_id", "recipient_phone", "device_id");

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_id_idx" ON "audit_entries"("workspace_id", "id");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "devices" ADD CONSTRAINT "devices_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leads" ADD CONSTRAINT "leads_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leads" ADD CONSTRAINT "leads_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_errors" ADD CONSTRAINT "import_errors_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "devices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_devices" ADD CONSTRAINT "campaign_devices_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_devices" ADD CONSTRAINT "campaign_devices_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "leads"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What SQL can say of the invariants ---------------------------------------------------------------------------------

alter table "users"
  add constraint users_email_lower check (email = lower(email)),
  add constraint users_role check (role in ('owner', 'admin', 'operator', 'viewer'));

alter table "devices"
  add constraint devices_status check (status in
    ('disconnected', 'connecting', 'qr', 'online', 'logged_out', 'restricted', 'passkey_required', 'failed')),
  add constraint devices_limits check (
    coalesce(messages_per_minute, 1) > 0 and coalesce(messages_per_hour, 1) > 0 and coalesce(messages_per_day, 1) > 0
    and coalesce(min_delay_ms, 0) >= 0 and coalesce(max_delay_ms, 0) >= 0),
  add constraint devices_lease check ((lease_owner is null) = (lease_until is null));

alter table "leads"
  add constraint leads_phone check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  add constraint leads_target_status check (target_status in ('prospect', 'customer'));

alter table "imports"
  add constraint imports_status check (status in ('uploading', 'pending', 'running', 'completed', 'failed')),
  add constraint imports_mode check (mode in ('skip', 'update')),
  add constraint imports_add_up check (processed_rows >= imported_rows + updated_rows + duplicate_rows + invalid_rows);

alter table "campaigns"
  add constraint campaigns_status check (status in
    ('draft', 'scheduled', 'running', 'paused', 'completed', 'failed', 'cancelled')),
  add constraint campaigns_message_type check (message_type in ('text', 'image', 'document')),
  add constraint campaigns_audience_type check (audience_type in ('niche', 'segment', 'leads', 'all')),
  add constraint campaigns_schedule_type check (schedule_type in ('now', 'scheduled', 'manual')),
  add constraint campaigns_has_its_time check (status <> 'scheduled' or scheduled_at is not null),
  add constraint campaigns_failure_has_a_reason check (status <> 'failed' or failure_reason is not null),
  add constraint campaigns_pause_has_a_time check (status <> 'paused' or paused_at is not null),
  add constraint campaigns_running_has_started check (status <> 'running' or started_at is not null),
  add constraint campaigns_pacing check (
    messages_per_minute > 0 and batch_size > 0 and delay_between_batches_ms >= 0
    and min_delay_ms >= 0 and max_delay_ms >= min_delay_ms);

alter table "campaign_devices" add constraint campaign_devices_not_negative check (
  least(pending, processing, queued, sending, sent, delivered, read, failed, skipped, cancelled, unconfirmed,
        sent_total, delivered_total, read_total, replied_total) >= 0);

alter table "messages"
  add constraint messages_status check (status in
    ('pending', 'processing', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped', 'cancelled',
     'unconfirmed')),
  add constraint messages_claim check (status <> 'processing' or (claimed_by is not null and claimed_at is not null)),
  add constraint messages_slot check (status <> 'queued' or (content is not null and dispatch_number > 0)),
  add constraint messages_fence check (status <> 'sending' or (lease_epoch is not null and sending_at is not null)),
  add constraint messages_sent check (status not in ('sent', 'delivered', 'read') or sent_at is not null),
  add constraint messages_delivered check (status not in ('delivered', 'read') or delivered_at is not null),
  add constraint messages_read check (status <> 'read' or read_at is not null),
  add constraint messages_reason check (status not in ('failed', 'skipped', 'unconfirmed') or error_code is not null);

-- Rows that change often leave room for their next version on the same page.
alter table "messages" set (fillfactor = 80);
alter table "campaign_devices" set (fillfactor = 50);
alter table "devices" set (fillfactor = 70);

-- The counters ---------------------------------------------------------------------------------------------------------
--
-- Promise: at every commit, each row of campaign_devices equals a count over messages. Nobody else writes there.
-- A trigger for each statement, not for each row: a batch of 1,000 costs one update for each (campaign, device).
-- Counter rows are locked in the order of their key, so that two batches cannot wait for each other in a circle.

create function count_inserted_messages() returns trigger language plpgsql as $$
begin
  insert into campaign_devices as c (campaign_id, device_id, pending, processing, queued, sending, sent, delivered,
    read, failed, skipped, cancelled, unconfirmed, sent_total, delivered_total, read_total, replied_total,
    last_sending_at)
  select campaign_id, device_id,
    count(*) filter (where status = 'pending'), count(*) filter (where status = 'processing'),
    count(*) filter (where status = 'queued'), count(*) filter (where status = 'sending'),
    count(*) filter (where status = 'sent'), count(*) filter (where status = 'delivered'),
    count(*) filter (where status = 'read'), count(*) filter (where status = 'failed'),
    count(*) filter (where status = 'skipped'), count(*) filter (where status = 'cancelled'),
    count(*) filter (where status = 'unconfirmed'),
    count(sent_at), count(delivered_at), count(read_at), count(replied_at), max(sending_at)
  from new_rows
  group by campaign_id, device_id
  order by campaign_id, device_id
  on conflict (campaign_id, device_id) do update set
    pending = c.pending + excluded.pending, processing = c.processing + excluded.processing,
    queued = c.queued + excluded.queued, sending = c.sending + excluded.sending, sent = c.sent + excluded.sent,
    delivered = c.delivered + excluded.delivered, read = c.read + excluded.read, failed = c.failed + excluded.failed,
    skipped = c.skipped + excluded.skipped, cancelled = c.cancelled + excluded.cancelled,
    unconfirmed = c.unconfirmed + excluded.unconfirmed, sent_total = c.sent_total + excluded.sent_total,
    delivered_total = c.delivered_total + excluded.delivered_total, read_total = c.read_total + excluded.read_total,
    replied_total = c.replied_total + excluded.replied_total,
    last_sending_at = greatest(c.last_sending_at, excluded.last_sending_at);
  return null;
end
$$;

create function count_updated_messages() returns trigger language plpgsql as $$
begin
  with row_change as (
    select campaign_id, device_id, status, 1 as n, sent_at, delivered_at, read_at, replied_at, sending_at from new_rows
    union all
    select campaign_id, device_id, status, -1, sent_at, delivered_at, read_at, replied_at, null from old_rows
  ),
  change as materialized (
    select campaign_id, device_id,
      coalesce(sum(n) filter (where status = 'pending'), 0) as pending,
      coalesce(sum(n) filter (where status = 'processing'), 0) as processing,
      coalesce(sum(n) filter (where status = 'queued'), 0) as queued,
      coalesce(sum(n) filter (where status = 'sending'), 0) as sending,
      coalesce(sum(n) filter (where status = 'sent'), 0) as sent,
      coalesce(sum(n) filter (where status = 'delivered'), 0) as delivered,
      coalesce(sum(n) filter (where status = 'read'), 0) as read,
      coalesce(sum(n) filter (where status = 'failed'), 0) as failed,
      coalesce(sum(n) filter (where status = 'skipped'), 0) as skipped,
      coalesce(sum(n) filter (where status = 'cancelled'), 0) as cancelled,
      coalesce(sum(n) filter (where status = 'unconfirmed'), 0) as unconfirmed,
      coalesce(sum(n) filter (where sent_at is not null), 0) as sent_total,
      coalesce(sum(n) filter (where delivered_at is not null), 0) as delivered_total,
      coalesce(sum(n) filter (where read_at is not null), 0) as read_total,
      coalesce(sum(n) filter (where replied_at is not null), 0) as replied_total,
      max(sending_at) as last_sending_at
    from row_change
    group by campaign_id, device_id
  ),
  locked as materialized (
    select c.campaign_id, c.device_id
    from campaign_devices c join change using (campaign_id, device_id)
    order by c.campaign_id, c.device_id
    for no key update of c
  )
  update campaign_devices c set
    pending = c.pending + change.pending,
    processing = c.processing + change.processing,
    queued = c.queued + change.queued,
    sending = c.sending + change.sending,
    sent = c.sent + change.sent,
    delivered = c.delivered + change.delivered,
    read = c.read + change.read,
    failed = c.failed + change.failed,
    skipped = c.skipped + change.skipped,
    cancelled = c.cancelled + change.cancelled,
    unconfirmed = c.unconfirmed + change.unconfirmed,
    sent_total = c.sent_total + change.sent_total,
    delivered_total = c.delivered_total + change.delivered_total,
    read_total = c.read_total + change.read_total,
    replied_total = c.replied_total + change.replied_total,
    last_sending_at = greatest(c.last_sending_at, change.last_sending_at)
  from change join locked using (campaign_id, device_id)
  where c.campaign_id = change.campaign_id and c.device_id = change.device_id;
  return null;
end
$$;

create trigger messages_inserted after insert on "messages" referencing new table as new_rows
  for each statement execute function count_inserted_messages();
create trigger messages_updated after update on "messages" referencing old table as old_rows new table as new_rows
  for each statement execute function count_updated_messages();
-- None for delete: messages go with their campaign alone, and its counters go with it.

-- Records that are only ever appended ----------------------------------------------------------------------------------

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end
$$;

create trigger audit_entries_append_only before update on "audit_entries"
  for each statement execute function refuse_change();
