-- A niche, with a target status or without one, is paged in the order of ids: the id stands before the status, which is
-- looked at within the index.

-- DropIndex
DROP INDEX "leads_workspace_id_niche_target_status_id_idx";

-- CreateIndex
CREATE INDEX "leads_workspace_id_niche_id_target_status_idx" ON "leads"("workspace_id", "niche", "id", "target_status");
