-- The time here, in milliseconds since 1970: not the transaction's.
select extract(epoch from clock_timestamp())::float8 * 1000 as now
