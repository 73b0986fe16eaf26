import type { SegmentFilter } from '@siaran/contracts'
import { presentDeviceStatuses } from '@siaran/domain'
import type pg from 'pg'
import type { Database, Runner } from './database.js'
import { conditionalStatement } from './statement.js'

/** What a lead has to be to belong to an audience, all of it at once. Nothing named: everybody. */
export type AudienceFilter = SegmentFilter & { leadIds?: string[] }

/** A campaign as far as its audience goes. `audienceFilter` is that of its segment, once it has started. */
export type AudienceOwner = {
  workspaceId: string
  audienceType: string
  audienceConfig: unknown
  audienceFilter?: unknown
}

/** Field of a filter → its condition in `sql/audience`. */
const conditions = {
  leadIds: 'leads',
  niche: 'niche',
  targetStatus: 'status',
  deviceIds: 'devices',
  trigger: 'trigger',
  attributes: 'attributes',
} as const satisfies Record<keyof AudienceFilter, string>

export type AudienceStanding = { hasAudience: boolean; hasDevice: boolean }

const count = audienceStatement<{ recipients: number }>('count-audience')
const first = audienceStatement<{ id: string }>('first-of-audience')
const standing = audienceStatement<{ has_audience: boolean; has_device: boolean }>('audience-standing')

/**
 * A statement over the leads of an audience: `$1` is the workspace, `$2` the filter, `:audience` its conditions. A filter
 * that names what nobody knows is refused: to pass a condition over would be to write to more people than were meant.
 */
export function audienceStatement<Row extends pg.QueryResultRow>(name: string) {
  const run = conditionalStatement<Row>(name, 'audience')
  return (db: Runner, workspaceId: string, filter: AudienceFilter, more: unknown[] = []): Promise<Row[]> => {
    const unknown = Object.keys(filter).find((field) => !(field in conditions))
    if (unknown !== undefined) throw new Error(`An audience cannot be filtered by ${unknown}`)
    const named = (Object.keys(conditions) as (keyof AudienceFilter)[]).filter((field) => filter[field] !== undefined)
    return run(db, named.length === 0 ? ['all'] : named.map((field) => conditions[field]), [
      workspaceId,
      JSON.stringify(filter),
      ...more,
    ])
  }
}

/** Whom a campaign is for, as a filter over the leads of its workspace; null when its segment is not there. */
export async function readAudienceFilter(db: Database, audience: AudienceOwner): Promise<AudienceFilter | null> {
  const filter = startedFilterOf(audience)
  if (filter !== null || audience.audienceType !== 'segment') return filter
  const { segmentId: id } = audience.audienceConfig as { segmentId: string }
  const segment = await db.prisma.segment.findFirst({ where: { id, workspaceId: audience.workspaceId } })
  return (segment?.filter as AudienceFilter | undefined) ?? null
}

/** The same of a campaign that has started, for good: null when its segment was not there at the start. */
export const startedFilterOf = ({ audienceType, audienceConfig, audienceFilter }: AudienceOwner) =>
  (audienceType === 'segment' ? (audienceFilter ?? null) : audienceConfig) as AudienceFilter | null

/** How many leads of a workspace a filter lets through now. */
export const countLeads = async (db: Database, workspaceId: string, filter: AudienceFilter): Promise<number> =>
  (await count(db, workspaceId, filter))[0]!.recipients

/** Somebody whom a filter lets through, the same one every time; null when there is nobody. */
export const readFirstLead = async (
  db: Database,
  workspaceId: string,
  filter: AudienceFilter,
): Promise<string | null> => (await first(db, workspaceId, filter))[0]?.id ?? null

/** Is there anybody to write to, and a device that can do it? Of a campaign that has started. */
export async function readAudienceStanding(db: Database, campaignId: string): Promise<AudienceStanding> {
  const campaign = await db.prisma.campaign.findUniqueOrThrow({ where: { id: campaignId } })
  const filter = startedFilterOf(campaign)
  if (filter === null) return { hasAudience: false, hasDevice: false }
  const [row] = await standing(db, campaign.workspaceId, filter, [campaignId, presentDeviceStatuses])
  return { hasAudience: row!.has_audience, hasDevice: row!.has_device }
}
