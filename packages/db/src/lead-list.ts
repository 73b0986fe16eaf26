import type { Database } from './database.js'
import type { Lead } from './generated/client.js'
import { statement } from './statement.js'

export interface LeadQuestion {
  workspaceId: string
  niche?: string | undefined
  targetStatus?: string | undefined
  deviceId?: string | undefined
  trigger?: string | undefined
  search?: LeadSearch | undefined
}

/** Every word stands in a name, the email or the company; or else the digits stand in the phone. */
export interface LeadSearch {
  words: string[]
  digits: string | null
}

const find = statement<Lead>('find-leads')

/** One page of the leads that are asked for, newest first: `take` of them, from before the id `after` on. */
export function listLeads(
  db: Database,
  { workspaceId, niche, targetStatus, deviceId, trigger, search }: LeadQuestion,
  { take, after }: { take: number; after: string | undefined },
): Promise<Lead[]> {
  const filters = [niche, targetStatus, deviceId, trigger].map((value) => value ?? null)
  return find(db, [workspaceId, ...filters, search?.words ?? null, search?.digits ?? null, after ?? null, take])
}
