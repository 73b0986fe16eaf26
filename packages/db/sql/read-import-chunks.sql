-- The next pieces of an uploaded file, in order.
--
-- $1 import id   $2 after this position   $3 most pieces
select position, bytes from import_chunks
where import_id = $1::uuid and position > $2::int
order by position
limit $3
