-- Chosen leads. Index: the primary key.
l.id = any(array(select jsonb_array_elements_text($2::jsonb -> 'leadIds')::uuid))
