-- Deletes a lead; its messages stay, without a lead.
--
-- $1 lead id   $2 workspace id
delete from leads where id = $1::uuid and workspace_id = $2::uuid
