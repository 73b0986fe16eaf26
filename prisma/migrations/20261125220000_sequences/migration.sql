-- A sequence is a campaign without an end: its row in campaigns holds its state, its pace and its counters, and everything
-- that the road promises to a campaign it promises to a sequence. Beside that row stands what makes its messages: a
-- trigger, steps, and an enrolment for each lead's journey.

ALTER TABLE "campaigns" ADD COLUMN "is_sequence" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "sequences" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "niche" TEXT,
    "target_status" TEXT,
    "exit_on_reply" BOOLEAN NOT NULL DEFAULT true,
    "reentry_after_days" INTEGER,
    "next_trigger" TEXT,

    CONSTRAINT "sequences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sequence_steps" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "sequence_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "message_type" TEXT NOT NULL,
    "message_content" TEXT NOT NULL,
    "media_url" TEXT,
    "delay_minutes" INTEGER NOT NULL,
    "at_time" TEXT,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "sequence_steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolments" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "sequence_id" UUID NOT NULL,
    "lead_id" UUID,
    "phone" TEXT NOT NULL,
    "device_id" UUID NOT NULL,
    "entry" INTEGER NOT NULL,
    "timezone" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "exit_reason" TEXT,
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,
    "due_until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "enrolments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sequences_workspace_id_trigger_idx" ON "sequences"("workspace_id", "trigger");

-- CreateIndex
CREATE INDEX "sequence_steps_sequence_id_position_idx" ON "sequence_steps"("sequence_id", "position");

-- CreateIndex
CREATE INDEX "enrolments_sequence_id_id_idx" ON "enrolments"("sequence_id", "id");

-- CreateIndex
CREATE INDEX "enrolments_lead_id_idx" ON "enrolments"("lead_id");

-- CreateIndex
CREATE INDEX "enrolments_workspace_id_phone_idx" ON "enrolments"("workspace_id", "phone");

-- CreateIndex
CREATE UNIQUE INDEX "unique_entry" ON "enrolments"("sequence_id", "lead_id", "entry");

-- One active journey of a lead in a sequence, whoever enrols at the same time.
-- CreateIndex
CREATE UNIQUE INDEX "unique_active_enrolment" ON "enrolments"("sequence_id", "lead_id") WHERE (status = 'active'::text);

-- CreateIndex
CREATE INDEX "enrolments_to_complete" ON "enrolments"("due_until") WHERE (status = 'active'::text);

-- AddForeignKey
ALTER TABLE "sequences" ADD CONSTRAINT "sequences_id_fkey" FOREIGN KEY ("id") REFERENCES "campaigns"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sequences" ADD CONSTRAINT "sequences_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_steps" ADD CONSTRAINT "sequence_steps_sequence_id_fkey" FOREIGN KEY ("sequence_id") REFERENCES "sequences"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_sequence_id_fkey" FOREIGN KEY ("sequence_id") REFERENCES "sequences"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "leads"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table "sequences" add constraint sequences_reentry check (reentry_after_days >= 0);
alter table "sequence_steps"
  add constraint sequence_steps_message_type check (message_type in ('text', 'image', 'document')),
  add constraint sequence_steps_delay check (delay_minutes >= 0),
  add constraint sequence_steps_at check (at_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');
alter table "enrolments"
  add constraint enrolments_status check (status in ('active', 'completed', 'exited')),
  add constraint enrolments_reason check ((status = 'exited') = (exit_reason is not null)),
  add constraint enrolments_end check ((status = 'active') = (ended_at is null)),
  add constraint enrolments_entry check (entry > 0);

-- What a message of a journey belongs to; a campaign's has neither. The number of the entry is part of the unique key, so that
-- who comes again gets the journey again.
ALTER TABLE "messages"
  ADD COLUMN "step_id" UUID,
  ADD COLUMN "enrolment_id" UUID,
  ADD COLUMN "entry" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "due_at" TIMESTAMPTZ(3)
    generated always as (case when status = 'pending' and step_id is not null then scheduled_at end) stored;

alter table "messages" add constraint messages_journey check ((step_id is null) = (enrolment_id is null));

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_step_id_fkey" FOREIGN KEY ("step_id") REFERENCES "sequence_steps"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolments"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- DropIndex
DROP INDEX "unique_campaign_message";

-- CreateIndex
CREATE UNIQUE INDEX "unique_campaign_message" ON "messages"("recipient_phone", "device_id", "campaign_id") WHERE (step_id is null);

-- CreateIndex
CREATE UNIQUE INDEX "unique_sequence_message" ON "messages"("recipient_phone", "device_id", "step_id", "entry") WHERE (step_id is not null);

-- CreateIndex
CREATE INDEX "messages_of_enrolment" ON "messages"("enrolment_id") WHERE (enrolment_id is not null);

-- A journey is planned days ahead: what is due of it is found by its time. Generated, so that a slot changes no index.
-- CreateIndex
CREATE INDEX "messages_planned" ON "messages"("campaign_id", "device_id", "due_at", "id") WHERE (due_at is not null);

select keep_workspaces_apart();
