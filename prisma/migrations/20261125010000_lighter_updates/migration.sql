-- A message is updated four to seven times, and each time anew in every index as soon as one indexed column changes, the
-- columns of a partial index's predicate among them. `status` and the counters stood in such predicates, so no update was
-- ever a heap-only one. Now what the predicates ask stands in columns of its own, which change when the answer does:
-- processing → queued, sent → delivered → read, a reply, and most updates of the counters touch no index any more.

alter table "campaign_devices" add column "is_open" boolean not null
  generated always as (pending + processing + queued + sending > 0) stored;
drop index "campaign_devices_open";
create index "campaign_devices_open" on "campaign_devices" ("device_id") where (is_open);

alter table "messages"
  add column "is_pending" boolean not null generated always as (status = 'pending') stored,
  add column "is_in_flight" boolean not null generated always as (status in ('processing', 'queued', 'sending')) stored;
drop index "messages_pending";
create index "messages_pending" on "messages" ("campaign_id", "device_id", "id") where (is_pending);
drop index "messages_in_flight";
create index "messages_in_flight" on "messages" ("device_id") where (is_in_flight);
-- Nothing of what waits belongs to the line of sends.
drop index "messages_sent_line";
create index "messages_sent_line" on "messages" ("device_id", "sending_at" desc) where (sending_at is not null);

-- It doubles and empties within minutes: the planner's picture of it must not be an hour old.
alter table "messages" set (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);

-- A sender renews all its leases every two seconds. With lease_until in an index, a thousand devices were a thousand entries
-- in each index of the table each time.
drop index "devices_to_serve";
create index "devices_to_serve" on "devices" ("transport") where (wanted and deleted_at is null);
