import { fileURLToPath } from 'node:url'
import type { Database } from '@siaran/db'

export const migrations = fileURLToPath(new URL('../prisma/migrations', import.meta.url))

/** Leads with phones of their own, spread evenly over the devices; about 50,000 a second. */
export async function insertLeads(
  db: Database,
  leads: { workspaceId: string; deviceIds: readonly string[]; count: number; niche: string; firstPhone?: number },
): Promise<void> {
  const { workspaceId, deviceIds, count, niche, firstPhone = 100_000_000 } = leads
  await db.pool.query(
    `insert into leads (workspace_id, device_id, phone, first_name, niche, target_status)
     select $1, ($2::uuid[])[1 + n % cardinality($2::uuid[])], '+601' || ($4::bigint + n), 'Lead ' || n, $5, 'prospect'
     from generate_series(0, $3::int - 1) n`,
    [workspaceId, deviceIds, count, firstPhone, niche],
  )
}
