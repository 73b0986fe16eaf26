import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { World } from '../world.js'
import { type Fault, type Harm, killOwner, type Stage } from './fault.js'

/** Any number that nobody else locks. */
const GATE = 4_711
const COMES_WITHIN_MS = 8_000

/**
 * A gate in the database, for tests alone: a statement that moves a message of a device from one state into another waits
 * before it commits, for as long as this side holds the gate's lock. So a process can be killed between any two
 * statements, without a hook in its code.
 */
const INSTALL = `
  create table if not exists chaos_gates (device_id uuid not null, came text not null, comes text not null);
  create or replace function chaos_gate() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if exists (select from chaos_gates) and exists (
      select from new_rows n join old_rows o on o.id = n.id
        join chaos_gates g on g.device_id = n.device_id and g.came = o.status and g.comes = n.status)
    then perform pg_advisory_xact_lock_shared(${GATE}); end if;
    return null;
  end $$;
  create or replace trigger zz_chaos_gate after update on messages
    referencing old table as old_rows new table as new_rows for each statement execute function chaos_gate();`

export async function installGates({ db }: World): Promise<void> {
  await db.pool.query(INSTALL)
}

interface Moment {
  name: string
  came: string
  comes: string
  /** What becomes of the statement that the process was in. */
  statement: 'commits' | 'is lost'
}

const moments: readonly Moment[] = [
  { name: 'after-the-claim', came: 'queued', comes: 'sending', statement: 'commits' },
  { name: 'in-the-claim', came: 'queued', comes: 'sending', statement: 'is lost' },
  { name: 'before-the-settlement', came: 'sending', comes: 'sent', statement: 'is lost' },
  { name: 'after-the-settlement', came: 'sending', comes: 'sent', statement: 'commits' },
  { name: 'between-row-and-job', came: 'processing', comes: 'queued', statement: 'commits' },
  { name: 'in-the-dispatch', came: 'processing', comes: 'queued', statement: 'is lost' },
]

const killAtGate = (moment: Moment): Fault => ({
  name: `kill-${moment.name}`,
  async strike(stage) {
    const { world, chance, deviceIds } = stage
    const deviceId = chance.oneOf(deviceIds)
    const gatekeeper = new pg.Client({ connectionString: world.stores.postgres.running.url })
    gatekeeper.on('error', () => {})
    await gatekeeper.connect()
    try {
      await gatekeeper.query('select pg_advisory_lock($1)', [GATE])
      await gatekeeper.query('insert into chaos_gates values ($1, $2, $3)', [deviceId, moment.came, moment.comes])
      const backend = await whoWaits(gatekeeper)
      if (backend === null) return null
      const harm = await killWhoMoves(stage, moment, deviceId)
      if (moment.statement === 'is lost') await gatekeeper.query('select pg_terminate_backend($1)', [backend])
      return harm && { ...harm, devices: harm.devices.length === 0 ? deviceIds : harm.devices }
    } finally {
      await gatekeeper.query('truncate chaos_gates').catch(() => {})
      await gatekeeper.end().catch(() => {})
    }
  },
})

async function whoWaits(gatekeeper: pg.Client): Promise<number | null> {
  for (const end = performance.now() + COMES_WITHIN_MS; performance.now() < end; await wait(10)) {
    const { rows } = await gatekeeper.query<{ pid: number }>(
      "select pid from pg_locks where locktype = 'advisory' and objid = $1 and not granted",
      [GATE],
    )
    if (rows[0] !== undefined) return rows[0].pid
  }
  return null
}

async function killWhoMoves({ world }: Stage, { comes }: Moment, deviceId: string): Promise<Harm | null> {
  if (comes === 'queued') {
    const { rows } = await world.db.pool.query<{ claimed_by: string }>(
      "select claimed_by from messages where device_id = $1 and is_in_flight and status = 'processing' limit 1",
      [deviceId],
    )
    const pid = Number(rows[0]?.claimed_by.match(/\d+$/)?.[0])
    const worker = world.of('campaign-worker').find((actor) => actor.pid === pid)
    if (worker === undefined) return null
    const since = Date.now()
    await worker.end('SIGKILL')
    return { devices: [], since }
  }
  return killOwner(world, deviceId)
}

/** The phone has the message, and its sender dies before it hears so. */
const killAfterTheHandOver: Fault = {
  name: 'kill-after-the-hand-over',
  async strike({ world, witness, chance, deviceIds }) {
    const deviceId = chance.oneOf(deviceIds)
    await world.network.setBehaviour({ answerDelayMs: 3_000 })
    try {
      const from = Date.now()
      const end = performance.now() + COMES_WITHIN_MS
      while (witness.firstAfter(deviceId, from) === null) {
        if (performance.now() > end) return null
        await witness.catchUp().catch(() => {})
        await wait(10)
      }
      return await killOwner(world, deviceId)
    } finally {
      await world.network.setBehaviour({ answerDelayMs: 0 })
    }
  },
}

export const momentFaults: readonly Fault[] = [...moments.map(killAtGate), killAfterTheHandOver]
