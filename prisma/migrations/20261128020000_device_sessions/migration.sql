-- What makes a browser a linked device outlives the browser, the sender and its machine.

-- CreateTable
CREATE TABLE "device_sessions" (
    "device_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "session" BYTEA NOT NULL,
    "lease_epoch" BIGINT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_sessions_pkey" PRIMARY KEY ("device_id")
);

-- CreateIndex
CREATE INDEX "device_sessions_workspace_id_idx" ON "device_sessions"("workspace_id");

-- AddForeignKey
ALTER TABLE "device_sessions" ADD CONSTRAINT "device_sessions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_sessions" ADD CONSTRAINT "device_sessions_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "devices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say -------------------------------------------------------------------------------------------------

-- Packed and encrypted: Postgres would try in vain to make it smaller.
alter table "device_sessions" alter column "session" set storage external;

select keep_workspaces_apart();
