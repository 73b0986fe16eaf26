-- Leads of some devices. Index: leads (device_id, id).
l.device_id = any(array(select jsonb_array_elements_text($2::jsonb -> 'deviceIds')::uuid))
