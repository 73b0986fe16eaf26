-- How many journeys through each of the sequences are in which state.
--
-- $1 sequence ids
select sequence_id as "sequenceId", (count(*) filter (where status = 'active'))::int as active,
  (count(*) filter (where status = 'completed'))::int as completed,
  (count(*) filter (where status = 'exited'))::int as exited
from enrolments
where sequence_id = any($1::uuid[])
group by sequence_id
