-- Leads of one niche. Index: leads (workspace_id, niche, id, target_status), in the order of the keyset.
l.niche = $2::jsonb ->> 'niche'
