-- Done with words: those that were taken in are gone; those about a message that is not known yet are looked at again in a
-- moment, until they are too old to have overtaken anything.
--
-- $1 ids that were taken in   $2 ids about unknown messages   $3 looked at again after, in ms   $4 too old from, in ms
with gone as (
  delete from hook_words
  where id = any($1::bigint[])
    or (id = any($2::bigint[]) and heard_at <= now() - make_interval(secs => $4 / 1000.0))
)
update hook_words set look_at = now() + make_interval(secs => $3 / 1000.0)
where id = any($2::bigint[]) and heard_at > now() - make_interval(secs => $4 / 1000.0)
