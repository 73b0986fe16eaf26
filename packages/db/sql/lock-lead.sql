-- Locks a lead that is about to be deleted: a campaign that is just making its message is waited for, a later one waits
-- and then finds it gone. Answers no row when there is no such lead.
--
-- $1 lead id   $2 workspace id
select id from leads where id = $1::uuid and workspace_id = $2::uuid for update
