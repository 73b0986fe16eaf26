import { presentDeviceStatuses } from '@siaran/domain'
import type pg from 'pg'
import type { Database, Runner } from './database.js'
import { conditionalStatement } from './statement.js'

/** What a lead has to be to belong to an audience, all of it at once. Nothing named: everybody. */
export type AudienceFilter = {
  niche?: string
  targetStatus?: string
  leadIds?: string[]
}

/** A campaign as far as its audience goes. */
export type AudienceOwner = { workspaceId: string; audienceType: string; audienceConfig: unknown }

/** Field of a filter → its condition in `sql/audience`. */
const conditions = { leadIds: 'leads', niche: 'niche', targetStatus: 'status' } as const satisfies Record<
  keyof AudienceFilter,
  string
>

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

/** Whom a campaign is for, as a filter over the leads of its workspace. */
export const audienceFilterOf = ({ audienceConfig }: Pick<AudienceOwner, 'audienceConfig'>) =>
  audienceConfig as AudienceFilter

/** How many leads an audience holds now. */
export async function countAudience(db: Database, audience: AudienceOwner): Promise<number> {
  const [row] = await count(db, audience.workspaceId, audienceFilterOf(audience))
  return row!.recipients
}

/** Somebody of an audience, the same one every time; null when it is empty. */
export async function readFirstOfAudience(db: Database, audience: AudienceOwner): Promise<string | null> {
  const [row] = await first(db, audience.workspaceId, audienceFilterOf(audience))
  return row?.id ?? null
}

/** Is there anybody to write to, and a device that can do it? Of a campaign that has started. */
export async function readAudienceStanding(db: Database, campaignId: string): Promise<AudienceStanding> {
  const campaign = await db.prisma.campaign.findUniqueOrThrow({ where: { id: campaignId } })
  const [row] = await standing(db, campaign.workspaceId, audienceFilterOf(campaign), [
    campaignId,
    presentDeviceStatuses,
  ])
  return { hasAudience: row!.has_audience, hasDevice: row!.has_device }
}
