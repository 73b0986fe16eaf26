-- The next active journeys of a sequence, held until the transaction ends.
--
-- $1 sequence id   $2 after this id   $3 most rows
select id, enrolled_at as "enrolledAt", timezone
from enrolments
where sequence_id = $1 and status = 'active' and id > $2
order by id
limit $3
for no key update
