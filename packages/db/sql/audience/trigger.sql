-- Leads with a trigger.
l.trigger = $2::jsonb ->> 'trigger'
