-- Holds those of the campaigns that nobody else holds, until the transaction ends.
--
-- $1 campaign ids
select id from campaigns where id = any($1::uuid[]) order by id for no key update skip locked
