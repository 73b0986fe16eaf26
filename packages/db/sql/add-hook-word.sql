-- Writes down what a gateway said of a device; no row when as many words wait for that device as may.
--
-- $1 workspace   $2 device   $3 kind   $4 transport message id   $5 level   $6 reason   $7 phone   $8 text
-- $9 most words that wait
insert into hook_words (workspace_id, device_id, kind, transport_message_id, level, reason, phone, text)
select $1, $2, $3, $4, $5, $6, $7, $8
where (select count(*) from (select from hook_words where device_id = $2 limit $9) w) < $9
returning id
