-- Prospects or customers. Behind a niche it is read from the same index, without the lead itself.
l.target_status = $2::jsonb ->> 'targetStatus'
