-- Append-only means that nothing is taken away either: until now only a change of an entry was refused.
create trigger audit_entries_never_deleted before delete or truncate on "audit_entries"
  for each statement execute function refuse_change();
