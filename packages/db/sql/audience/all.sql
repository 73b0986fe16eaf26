-- Everybody: the filter that names nothing. Index: leads (workspace_id, id).
$2::jsonb = '{}'
