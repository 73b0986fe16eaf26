import type { Campaign, Database, Device, Message, Prisma, SendClaim } from '@siaran/db'
import {
  insertCampaign,
  insertDevice,
  insertMessage,
  insertWorkspace,
  nextPhone,
  openTestStores,
  type TestStores,
  until,
} from '@siaran/testkit'

/** One workspace in a database of its own, and short words for what the tests of the core put into it. */
export interface Scene {
  db: Database
  stores: TestStores
  workspaceId: string
  device(fields?: Partial<Prisma.DeviceUncheckedCreateInput>): Promise<Device>
  campaign(fields?: Partial<Prisma.CampaignUncheckedCreateInput>): Promise<Campaign>
  message(
    fields: { campaignId: string; deviceId: string } & Partial<Prisma.MessageUncheckedCreateInput>,
  ): Promise<Message>
  /** Many at once, of one state; answers them in the order of their ids. */
  messages(
    count: number,
    fields: { campaignId: string; deviceId: string } & Partial<Prisma.MessageUncheckedCreateInput>,
  ): Promise<Message[]>
  read(message: { id: string }): Promise<Message>
  statuses(campaignId: string): Promise<Record<string, number>>
  /** How many statements wait for a lock right now. */
  waiting(): Promise<number>
  /** Takes out all that tests put in; the workspace stays. */
  empty(): Promise<void>
  close(): Promise<void>
}

export async function openScene(): Promise<Scene> {
  const stores = await openTestStores()
  const { db } = stores
  const { id: workspaceId } = await insertWorkspace(db)
  return {
    db,
    stores,
    workspaceId,
    device: (fields = {}) => insertDevice(db, { workspaceId, ...fields }),
    campaign: (fields = {}) => insertCampaign(db, { workspaceId, ...fields }),
    message: (fields) => insertMessage(db, { workspaceId, ...fields }),
    async messages(count, fields) {
      const ready = {
        content: 'Hi',
        dispatchNumber: 1,
        ...(fields.status === 'processing' ? { claimedBy: 'worker', claimedAt: new Date() } : {}),
        ...(fields.status === 'sending' ? { leaseEpoch: 1, sendingAt: new Date() } : {}),
      }
      const of = fields.status === undefined || fields.status === 'pending' ? {} : ready
      const data = Array.from({ length: count }, () => ({ workspaceId, recipientPhone: nextPhone(), ...of, ...fields }))
      const made = await db.prisma.message.createManyAndReturn({ data })
      return made.sort((a, b) => (a.id < b.id ? -1 : 1))
    },
    read: ({ id }) => db.prisma.message.findUniqueOrThrow({ where: { id } }),
    async statuses(campaignId) {
      const rows = await db.prisma.message.groupBy({ by: ['status'], where: { campaignId }, _count: true })
      return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]))
    },
    async waiting() {
      const { rows } = await db.pool.query(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return rows[0].n
    },
    async empty() {
      await db.pool.query(
        'delete from campaigns; delete from imports; delete from leads; delete from suppressions; delete from devices',
      )
    },
    close: () => stores.close(),
  }
}

/** The claim that the sender `sender` makes for a message of its device, under epoch 1. */
export const claimOf = ({ id, dispatchNumber, deviceId, campaignId }: Message): SendClaim => ({
  messageId: id,
  dispatchNumber,
  deviceId,
  campaignId,
  epoch: 1,
})

/** Keeps a row locked, as a transaction in mid-work does, while `meanwhile` runs; then lets go. */
export async function whileLocked(db: Database, table: string, id: string, meanwhile: () => Promise<void>) {
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    await client.query(`select 1 from ${table} where id = $1 for update`, [id])
    await meanwhile()
  } finally {
    await client.query('commit')
    client.release()
  }
}

export { until }

/**
 * What is wrong with the counters: every column of every (campaign, device), and of every (step, device), against a count
 * over the messages. Empty when it adds up.
 */
export async function falseCounters(db: Database): Promise<unknown[]> {
  const states = ['pending', 'processing', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped',
    'cancelled', 'unconfirmed'] // biome-ignore format: a row of names
  const { rows } = await db.pool.query(`
    with truth as (
      select campaign_id, device_id,
        ${states.map((state) => `count(*) filter (where status = '${state}')::int as ${state}`).join(', ')},
        count(sent_at)::int as sent_total, count(delivered_at)::int as delivered_total,
        count(read_at)::int as read_total, count(replied_at)::int as replied_total, max(sending_at) as last_sending_at
      from messages group by campaign_id, device_id
    )
    select to_jsonb(t) as truth, to_jsonb(k) - 'is_open' as counted
    from truth t full join campaign_devices k using (campaign_id, device_id)
    where to_jsonb(t) is distinct from to_jsonb(k) - 'is_open'`)
  const { rows: ofSteps } = await db.pool.query(`
    with truth as (
      select step_id, device_id, count(*)::int as planned, count(sent_at)::int as sent,
        count(delivered_at)::int as delivered, count(read_at)::int as read, count(replied_at)::int as replied,
        (count(*) filter (where status = 'failed'))::int as failed,
        (count(*) filter (where status = 'skipped'))::int as skipped
      from messages where step_id is not null group by step_id, device_id
    )
    select to_jsonb(t) as truth, to_jsonb(k) as counted
    from truth t full join step_devices k using (step_id, device_id)
    where to_jsonb(t) is distinct from to_jsonb(k)`)
  return [...rows, ...ofSteps]
}
