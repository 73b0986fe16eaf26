-- Leads that have each of the attributes, with that value: 3 is not "3", as a file has it.
l.attributes @> ($2::jsonb -> 'attributes')
