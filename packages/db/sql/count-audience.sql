-- How many leads an audience holds now.
--
-- $1 workspace id   $2 audience type   $3 audience config (jsonb)
select count(*)::int as recipients
from leads l
where l.workspace_id = $1
  and case $2::text
    when 'all' then true
    when 'niche' then l.niche = $3::jsonb ->> 'niche'
      and ($3::jsonb ->> 'targetStatus' is null or l.target_status = $3::jsonb ->> 'targetStatus')
    when 'leads' then l.id in (select value::uuid from jsonb_array_elements_text(coalesce($3::jsonb -> 'leadIds', '[]')))
    else false
  end
