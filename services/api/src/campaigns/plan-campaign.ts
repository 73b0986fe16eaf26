import { type AudienceType, audienceConfigs, type campaignBody } from '@siaran/contracts'
import type { Database, Prisma } from '@siaran/db'
import type { z } from 'zod'
import type { Caller } from '../caller.js'
import { invalid, notFound, Problem, sentenceOf } from '../problem.js'
import { readSegment } from '../read-segment.js'
import { type Fault, faultsOf } from '../validation-faults.js'
import { faultsOfContent, faultsOfTemplate } from './message-faults.js'
import { pacingColumns } from './pacing-columns.js'
import { readSchedule } from './read-schedule.js'

/** What people say of a campaign, at its creation or with an edit merged into it. */
export type CampaignFields = Omit<z.output<typeof campaignBody>, 'confirm'>

export type CampaignPlan = Omit<
  Prisma.CampaignUncheckedCreateInput,
  'workspaceId' | 'status' | 'audienceConfig' | 'scheduledAt'
> & {
  scheduledAt: Date | null
  audienceType: AudienceType
  audienceConfig: Prisma.InputJsonObject
}

/**
 * Checks a campaign as a whole and turns it into its row. Throws 400 `request.invalid` for what is malformed, 422
 * `campaign.impossible` for what cannot be done, each with every fault, and 404 for a device or a segment of nobody.
 * `scheduledAt` in the plan is the instant of a scheduled campaign, null otherwise. `changed` names the fields of an edit;
 * what was accepted earlier and is not among them is not held against the rest (a time that has passed since, a lead or a
 * device that is gone since).
 */
export async function planCampaign(
  db: Database,
  { workspaceId }: Caller,
  fields: CampaignFields,
  now: Date,
  changed: readonly string[] = Object.keys(fields),
): Promise<CampaignPlan> {
  const touches = (...names: (keyof CampaignFields)[]) => names.some((name) => changed.includes(name))
  const { timezone } = await db.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  const schedule = readSchedule(fields, timezone, touches('scheduleType', 'scheduledAt') ? now : null)
  const audience = readAudience(fields)

  const malformed = [...faultsOfTemplate(fields), ...audience.malformed, ...schedule.malformed]
  if (malformed.length > 0) throw invalid(...malformed)

  if (touches('accountId') && fields.accountId != null && !(await hasDevice(db, workspaceId, fields.accountId)))
    throw notFound('device')
  if (touches('audienceType', 'audienceConfig') && fields.audienceType === 'segment')
    await readSegment(db, { workspaceId }, audience.config.segmentId as string)
  const impossible = [
    ...faultsOfContent(fields),
    ...schedule.impossible,
    ...(touches('audienceType', 'audienceConfig') ? await faultsOfLeads(db, workspaceId, audience.config) : []),
  ]
  if (impossible.length > 0) throw new Problem('campaign.impossible', sentenceOf(impossible), impossible)

  return {
    name: fields.name,
    messageType: fields.messageType,
    messageContent: fields.messageContent,
    mediaUrl: fields.mediaUrl ?? null,
    accountId: fields.accountId ?? null,
    audienceType: fields.audienceType,
    audienceConfig: audience.config,
    scheduleType: fields.scheduleType,
    scheduledAt: schedule.at,
    ...pacingColumns(fields.throttleConfig),
    templateVariables: fields.templateVariables ?? {},
    expireAfterHours: fields.expireAfterHours ?? null,
  }
}

function readAudience({ audienceType, audienceConfig }: CampaignFields) {
  const parsed = audienceConfigs[audienceType].safeParse(audienceConfig)
  return parsed.success
    ? { config: parsed.data as Prisma.InputJsonObject, malformed: [] }
    : { config: {} as Prisma.InputJsonObject, malformed: faultsOf(parsed.error.issues, ['audienceConfig']) }
}

const hasDevice = async (db: Database, workspaceId: string, id: string) =>
  (await db.prisma.device.count({ where: { id, workspaceId, deletedAt: null } })) > 0

async function faultsOfLeads(db: Database, workspaceId: string, config: Prisma.InputJsonObject): Promise<Fault[]> {
  const ids = [...new Set((config.leadIds as string[] | undefined) ?? [])]
  if (ids.length === 0) return []
  const unknown = ids.length - (await db.prisma.lead.count({ where: { workspaceId, id: { in: ids } } }))
  return unknown === 0
    ? []
    : [{ path: 'audienceConfig.leadIds', message: `${unknown} of ${ids.length} are not leads of this workspace` }]
}
