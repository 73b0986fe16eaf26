-- Takes up an import: pending, or running when its worker died. No row: it has ended, is still uploading, or is gone.
--
-- $1 import id
update imports i set status = 'running'
from workspaces w
where i.id = $1::uuid and i.status in ('pending', 'running') and w.id = i.workspace_id
returning i.workspace_id as "workspaceId", i.defaults, i.processed_rows as "processedRows",
  w.default_country as "defaultCountry"
