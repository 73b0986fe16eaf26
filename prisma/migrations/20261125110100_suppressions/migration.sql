-- CreateTable
CREATE TABLE "suppressions" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "workspace_id" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppressions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "suppressions_workspace_id_id_idx" ON "suppressions"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "unique_suppression" ON "suppressions"("workspace_id", "phone");

-- AddForeignKey
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

alter table "suppressions" add constraint suppressions_phone check (phone ~ '^\+[1-9][0-9]{6,14}$');
