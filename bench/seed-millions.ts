import type { Database } from '@siaran/db'

/**
 * 1,000,000 leads and 5,000,000 messages of the stack's own workspace: four campaigns to everyone that have ended, and a
 * running one of which a third is sent; 1,000 campaigns in all, 100 devices. A few values are had by 3 rows alone.
 *
 * Without triggers, and the indexes made afterwards: 5 times as fast. The counters are what the trigger would have made.
 */
export async function seedMillions(db: Database, email: string) {
  const client = await db.pool.connect()
  const run = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    (await client.query(sql, values)).rows as Row[]
  try {
    await run("set session_replication_role = replica; set maintenance_work_mem = '512MB'; set work_mem = '64MB'")
    const indexes = await run<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes
       where tablename in ('leads', 'messages') and indexname not like '%pkey'`,
    )
    for (const { name } of indexes) await run(`drop index "${name}"`)
    const [{ workspaceId }] = (await run<{ workspaceId: string }>(
      'select workspace_id as "workspaceId" from users where email = $1',
      [email],
    )) as [{ workspaceId: string }]
    await run(
      `insert into devices (workspace_id, name, transport) select $1, 'Device ' || n, 'simulator' from generate_series(1, 100) n`,
      [workspaceId],
    )
    await run(leads, [workspaceId])
    await run(campaigns, [workspaceId])
    await run(messages, [workspaceId])
    for (const { definition } of indexes) await run(definition)
    await run(counters)
    await run('set session_replication_role = default')
    for (const table of ['leads', 'messages', 'campaigns', 'campaign_devices']) await run(`vacuum analyze ${table}`)
    const [found] = await run<{
      deviceId: string
      leadId: string
      middleLead: string
      endedCampaign: string
      runningCampaign: string
    }>(
      `select (select device_id from leads where device_id is not null order by id limit 1) as "deviceId",
         l.id as "leadId", rtrim(translate(encode(uuid_send(l.id), 'base64'), '+/', '-_'), '=') as "middleLead",
         (select id from campaigns where name = 'Campaign 1') as "endedCampaign",
         (select id from campaigns where name = 'Campaign 5') as "runningCampaign"
       from leads l order by l.id offset 500000 limit 1`,
    )
    return found!
  } finally {
    client.release(true)
  }
}

/** Version 7, as if one were made each 10 ms. */
const idOf = (at: string, n: string) =>
  `(lpad(to_hex(${at} + ${n}::bigint * 10), 12, '0') || '70008' || lpad(to_hex(${n}), 15, '0'))::uuid`

const leads = `
  insert into leads (id, workspace_id, device_id, phone, first_name, last_name, email, company, niche, target_status,
    trigger, attributes)
  select ${idOf('1760000000000', 'n')}, $1, case when n % 10 > 0 then words.d[1 + n % 100] end,
    '+601' || lpad((n::bigint * 7919 % 100000000)::text, 8, '0'), f[1 + n * 7 % 24],
    f[1 + n / 24 * 11 % 24] || case when n % 5000 = 0 then ' Xavierina' else '' end,
    lower(f[1 + n * 7 % 24]) || n || (array['@gmail.com', '@yahoo.com', '@example.my'])[1 + n % 3],
    case when n % 4 = 0 then b[1 + n / 4 % 12] || ' ' || (array['Sdn Bhd', 'Enterprise', 'Trading', 'Jaya'])[1 + n / 48 % 4] end,
    case when n % 333333 = 7 then 'rare' else (array['bakery', 'skincare', 'property', 'insurance', 'cars'])[1 + n / 3 % 5] end,
    (array['prospect', 'customer'])[1 + n / 7 % 2],
    case when n % 333333 = 5 then 'rare' when n % 50 = 0 then 'newlead' end,
    jsonb_build_object('Bandar', (array['Ipoh', 'KL', 'Penang'])[1 + n % 3])
  from generate_series(1, 1000000) n, (select array(select id from devices order by id) as d,
    string_to_array('Siti Ali Ahmad Nurul Wei Ming Raj Kumar Aisyah Fatimah Budi Dewi Putri Agus Rina Hafiz Farah Aminah Hassan Lim Tan Wong Priya Sari', ' ') as f,
    string_to_array('Bunga Kopi Teh Roti Kereta Rumah Gading Intan Mutiara Delima Kasih Bintang', ' ') as b) words`

const campaigns = `
  insert into campaigns (id, workspace_id, name, message_type, message_content, audience_type, schedule_type, status,
    failure_reason, started_at, paused_at, expanded_at, ended_at)
  select ${idOf('1760000000000', 'n')}, $1, 'Campaign ' || n, 'text', 'Hi {{firstName}}', 'all', 'manual', status,
    case status when 'failed' then 'No device' end, start,
    case when status = 'paused' then start + interval '1 day' end, start, case when status <> 'paused' then start + interval '1 day' end
  from generate_series(1, 1000) n,
    lateral (select case when n = 5 then 'paused' when n % 500 = 3 then 'failed' else 'completed' end as status,
      now() - interval '10 days' + n * interval '1 day' as start) s`

/** Of each campaign to everyone 3 have ended in each other way and 3 are sent; of the fifth, paused, two thirds wait. */
const messages = `
  insert into messages (id, workspace_id, campaign_id, lead_id, device_id, recipient_phone, status, scheduled_at,
    content, dispatch_number, claimed_by, claimed_at, lease_epoch, sending_at, attempts, transport_message_id,
    error_code, sent_at, delivered_at, read_at)
  select ${idOf('1770000000000 + c * 20000000::bigint', 'n')}, $1, k.id, l.id, coalesce(l.device_id, d[1 + n % 100]),
    l.phone, s.status, at, case when s.status <> 'pending' then 'Hi ' || n end, 1, 'worker', at, 1,
    case when s.status not in ('pending', 'processing', 'queued', 'skipped', 'cancelled') then at end, 1,
    case when s.status in ('sent', 'delivered', 'read') then 'message-' || c || '-' || n end,
    case when s.status in ('failed', 'skipped', 'unconfirmed') then 'expired' end,
    case when s.status in ('sent', 'delivered', 'read') then at end,
    case when s.status in ('delivered', 'read') then at end, case when s.status = 'read' then at end
  from (select *, row_number() over (order by id)::int as n from leads) l
    cross join generate_series(1, 5) c
    join campaigns k on k.name = 'Campaign ' || c,
    lateral (select k.started_at + n * interval '10 ms' as at, case
      when n in (400001, 700001, 999991) then 'failed' when n in (400002, 700002, 999992) then 'skipped'
      when n in (400003, 700003, 999993) then 'cancelled' when n in (400004, 700004, 999994) then 'unconfirmed'
      when c = 5 and n in (400005, 700005, 999995) then 'processing' when c = 5 and n in (400006, 700006, 999996) then 'queued'
      when c = 5 and n in (400007, 700007, 999997) then 'sending' when c = 5 and n > 333333 then 'pending'
      when n in (300001, 700008, 999998) then 'sent' when n % 10 < 4 then 'delivered' else 'read' end as status) s,
    (select array(select id from devices order by id) as d) devices`

const counters = `
  insert into campaign_devices (campaign_id, device_id, pending, processing, queued, sending, sent, delivered, read,
    failed, skipped, cancelled, unconfirmed, sent_total, delivered_total, read_total, last_sending_at)
  select campaign_id, device_id,
    count(*) filter (where status = 'pending'), count(*) filter (where status = 'processing'),
    count(*) filter (where status = 'queued'), count(*) filter (where status = 'sending'),
    count(*) filter (where status = 'sent'), count(*) filter (where status = 'delivered'),
    count(*) filter (where status = 'read'), count(*) filter (where status = 'failed'),
    count(*) filter (where status = 'skipped'), count(*) filter (where status = 'cancelled'),
    count(*) filter (where status = 'unconfirmed'), count(sent_at), count(delivered_at), count(read_at), max(sending_at)
  from messages group by campaign_id, device_id`
