-- Gateways call back, each device's under a token of its own. What they say is written down by the API and taken in by a
-- sender; a row lives for moments, unless it speaks of a message whose answer it has overtaken.

-- AlterTable
ALTER TABLE "devices" ADD COLUMN     "hook_token" TEXT;

-- CreateTable
CREATE TABLE "hook_words" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "transport_message_id" TEXT,
    "level" TEXT,
    "reason" TEXT,
    "phone" TEXT,
    "text" TEXT,
    "heard_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "look_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hook_words_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "hook_words_device_id_idx" ON "hook_words"("device_id");

-- CreateIndex
CREATE UNIQUE INDEX "devices_hook_token_key" ON "devices"("hook_token");

-- AddForeignKey
ALTER TABLE "hook_words" ADD CONSTRAINT "hook_words_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hook_words" ADD CONSTRAINT "hook_words_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say -------------------------------------------------------------------------------------------------

alter table "hook_words"
  add constraint hook_words_word check (case kind
    when 'ack' then transport_message_id is not null and level in ('sent', 'delivered', 'read', 'failed')
    when 'incoming' then phone is not null and "text" is not null
    else kind = 'device'
  end);

select keep_workspaces_apart();
