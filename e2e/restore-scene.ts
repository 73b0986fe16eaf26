import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Database, openDatabase } from '@siaran/db'
import { type Stack, startStack } from '@siaran/local-stack'
import { openRedis } from '@siaran/queue'
import { insertCampaign, insertEverything, insertMessage, insertSequence, nextPhone, testLog } from '@siaran/testkit'

/** What a start would find in a folder: stores and migrations (or those of a folder) as `npm start` has them, and no service yet. */
export async function lookInto<Result>(
  folder: string,
  look: (found: { stack: Stack; db: Database; before: Database; server: Database }) => Promise<Result>,
  migrations?: string,
): Promise<Result> {
  const environment = { ...process.env, PORT: '0', SIARAN_PHONE_NETWORK_PORT: '0', SIARAN_DATA_DIR: folder }
  const stack = await startStack({ environment, services: () => [], ...(migrations && { migrations }) })
  const [db, before, server] = ['siaran', 'siaran_before_restore', 'postgres'].map((name) =>
    openDatabase(stack.urls.database.replace(/siaran$/, name), { name: 'test' }),
  ) as [Database, Database, Database]
  try {
    return await look({ stack, db, before, server })
  } finally {
    await Promise.all([db.stop(), before.stop(), server.stop()])
    await stack.stop()
  }
}

export async function withRedis<Result>(
  stack: Stack,
  use: (redis: ReturnType<typeof openRedis>['client']) => Promise<Result>,
) {
  const redis = openRedis(stack.urls.redis, testLog)
  await redis.start()
  try {
    return await use(redis.client)
  } finally {
    await redis.stop()
  }
}

/** Rows in every table, messages in every state, and everything that could send. */
export async function fillInstallation(db: Database): Promise<void> {
  const { workspaceId, deviceId, campaignId, stepId, enrolmentId } = await insertEverything(db, 'ours')
  await insertEverything(db, 'theirs')
  const at = new Date()
  const sent = { sentAt: at, sendingAt: at, transportMessageId: 'abc' }
  const reason = { errorCode: 'some', errorMessage: 'Some reason' }
  const states = {
    pending: {},
    processing: {},
    queued: {},
    sending: {},
    sent,
    delivered: { ...sent, deliveredAt: at },
    read: { ...sent, deliveredAt: at, readAt: at },
    failed: reason,
    skipped: reason,
    cancelled: {},
    unconfirmed: { ...reason, sendingAt: at },
  }
  for (const status of ['running', 'paused', 'completed', 'cancelled'] as const) {
    const { id } = await insertCampaign(db, { workspaceId, status, pausedAt: at })
    for (const [state, fields] of Object.entries(states))
      if (status !== 'completed' || !['pending', 'processing', 'queued', 'sending'].includes(state))
        await insertMessage(db, { workspaceId, campaignId: id, deviceId, status: state, ...fields })
  }
  for (const status of ['draft', 'scheduled'] as const) await insertCampaign(db, { workspaceId, status })
  await insertSequence(db, { workspaceId, campaign: { status: 'paused', pausedAt: at } })
  const step = { workspaceId, campaignId, deviceId, stepId, enrolmentId }
  for (const days of [-1, 1])
    await insertMessage(db, { ...step, scheduledAt: new Date(at.getTime() + days * 86_400_000) })
  await db.prisma.hookWord.create({
    data: { workspaceId, deviceId, kind: 'incoming', phone: nextPhone(), text: 'BERHENTI' },
  })
  await db.prisma.heartbeat.create({ data: { role: 'scheduler', instance: 'kedai' } })
}

/** A sum over the rows of each table. */
export type Standing = Record<string, { rows: number; sum: string }>

/**
 * What a restore leaves as it was, as the rows of a table `t` and what counts of each; of a table that is not named, every row
 * and all of it. Null: nothing.
 */
const KEPT: Record<string, { rows?: string; but?: string[] } | null> = {
  messages: {
    rows: `status not in ('pending', 'processing', 'queued', 'sending') and error_code is distinct from 'restored'`,
  },
  message_events: { rows: `actor <> 'restore'` },
  audit_entries: { rows: `action <> 'backup.restored'` },
  devices: { but: ['lease_owner', 'lease_epoch', 'lease_until'] },
  campaigns: { but: ['status', 'paused_at', 'updated_at', 'warning'] },
  campaign_devices: {
    but: ['pending', 'processing', 'queued', 'sending', 'unconfirmed', 'is_open', 'last_sending_at'],
  },
  heartbeats: null,
  sessions: null,
}

/** The sums of all tables, over what a restore leaves as it was (`kept`) or over everything (`all`). */
export async function standingOf(db: Database, of: 'kept' | 'all'): Promise<Standing> {
  const { rows: tables } = await db.pool.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations' order by 1`,
  )
  const standing: Standing = {}
  for (const { name } of tables) {
    const kept = of === 'all' ? {} : KEPT[name]
    if (kept === null) continue
    const { rows } = await db.pool.query<Standing[string]>(
      `select count(*)::int as rows, md5(string_agg(row, e'\n' order by row)) as sum
       from (select (to_jsonb(t) - $1::text[])::text as row from "${name}" t where ${kept?.rows ?? 'true'}) r`,
      [kept?.but ?? []],
    )
    standing[name] = rows[0]!
  }
  return standing
}

/** What a start could send of: nothing, of a database that was settled. */
export async function couldBeSent(db: Database): Promise<unknown[]> {
  const { rows } = await db.pool.query(
    `select m.status, c.status as campaign from messages m join campaigns c on c.id = m.campaign_id
     where (m.is_in_flight or (m.is_pending and m.scheduled_at <= now())) and c.status <> 'cancelled'
     union all select null, status from campaigns where status in ('scheduled', 'running')`,
  )
  return rows
}

/** `npm run restore -- <file> --replace`, killed with SIGKILL as soon as it says that this is done. */
export async function restoreKilledAfter(done: string, folder: string, file: string): Promise<void> {
  const module = pathToFileURL(join(import.meta.dirname, '../packages/local-stack/dist/index.js')).href
  const script = `
    const { restoreBackup } = await import(${JSON.stringify(module)})
    await restoreBackup({
      environment: { SIARAN_DATA_DIR: ${JSON.stringify(folder)} },
      file: ${JSON.stringify(file)},
      replace: true,
      step: (name, detail = '') => \`\${name} \${detail}\`.includes(${JSON.stringify(done)}) && process.kill(process.pid, 'SIGKILL'),
    })`
  const restore = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code, signal] = await once(restore, 'close')
  if (signal !== 'SIGKILL') throw new Error(`The restore never said "${done}", and ended with ${code}`)
}
