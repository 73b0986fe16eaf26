import { type Database, openDatabase } from '@siaran/db'
import { openTestStores, type TestStores } from '@siaran/testkit'
import { READ_ROWS, type Rows } from './invariants.js'

/** The instant at which every history begins. */
export const BEGINNING = Date.parse('2026-03-01T08:00:00Z')
export const CAMPAIGN = '00000000-0000-7000-8000-00000000c000'
const DEVICES = ['00000000-0000-7000-8000-00000000d001', '00000000-0000-7000-8000-00000000d002']
/** Of the campaign, 120 a minute: no two sends of a device begin nearer than this. */
export const GAP_MS = 500

export interface Scene {
  /** 3 to 6, on two devices in turn. */
  messages: number
  /** The campaign ends what has not left after two hours. */
  expires: boolean
  /** Every message has a slot already. */
  isDispatched: boolean
}

/**
 * A database that one history after the other has for itself, on their clock: `now()` is found in a schema before
 * Postgres' own, so that the statements are the real ones and time is the history's. One connection: one statement at a time.
 */
export interface Lane {
  db: Database
  workspaceId: string
  setClock(now: number): Promise<unknown>
  /** Everything as before a history, on the clock of its beginning. */
  reset(scene: Scene): Promise<void>
  read(): Promise<Rows>
  change(sql: string): Promise<unknown>
  close(): Promise<void>
}

const CLOCK = `
  create schema clock;
  create function clock.now() returns timestamptz language sql stable
    as $$ select current_setting('clock.now')::timestamptz $$;
  create function clock.clock_timestamp() returns timestamptz language sql stable
    as $$ select current_setting('clock.now')::timestamptz $$;
  insert into workspaces (name) values ('Kedai')`

export async function openLane(): Promise<Lane> {
  const stores: TestStores = await openTestStores()
  await stores.db.pool.query(CLOCK)
  const { id: workspaceId } = await stores.db.prisma.workspace.findFirstOrThrow()
  const url = new URL(stores.databaseUrl)
  url.searchParams.set('options', '-c search_path=clock,pg_catalog,public')
  const db = openDatabase(url.href, { name: 'histories', connections: 1 })
  const at = (now: number) => new Date(now).toISOString()
  return {
    db,
    workspaceId,
    setClock: (now) =>
      db.pool.query({ name: 'clock', text: `select set_config('clock.now', $1, false)`, values: [at(now)] }),
    reset: async (scene) => void (await db.pool.query(sceneSql(workspaceId, scene, at(BEGINNING)))),
    read: async () => (await db.pool.query<Rows>(READ_ROWS)).rows[0]!,
    change: (sql) => db.pool.query(sql),
    async close() {
      await db.stop()
      await stores.close()
    },
  }
}

const sceneSql = (workspaceId: string, { messages, expires }: Scene, now: string) => `
  select set_config('clock.now', '${now}', false);
  delete from suppressions; delete from campaigns; delete from devices; delete from heartbeats;
  insert into devices (id, workspace_id, name, transport, status, wanted)
  select id, '${workspaceId}', 'Kaunter', 'simulator', 'online', true from unnest('{${DEVICES}}'::uuid[]) id;
  insert into campaigns (id, workspace_id, name, message_type, message_content, audience_type, schedule_type,
    messages_per_minute, status, scheduled_at, started_at, expanded_at, expire_after_hours)
  values ('${CAMPAIGN}', '${workspaceId}', 'Raya', 'text', 'Hi', 'all', 'now', ${60_000 / GAP_MS}, 'running', now(), now(),
    now(), ${expires ? 2 : null});
  insert into messages (id, workspace_id, campaign_id, device_id, recipient_phone, scheduled_at)
  select ('00000000-0000-7000-8000-00000000' || lpad(n::text, 4, '0'))::uuid, '${workspaceId}', '${CAMPAIGN}',
    ('{${DEVICES}}'::uuid[])[n % 2 + 1], '+6012000000' || n, now()
  from generate_series(1, ${messages}) n`
