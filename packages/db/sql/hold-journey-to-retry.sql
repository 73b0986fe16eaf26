-- Holds the journey that a message belongs to, if it does, until the transaction ends: nobody leaves it meanwhile.
--
-- $1 message id   $2 workspace id
select id from enrolments
where id = (select enrolment_id from messages where id = $1 and workspace_id = $2)
for share
