import { type AudienceType, audienceConfigs, type campaignBody, throttleConfig } from '@siaran/contracts'
import type { Database, Prisma } from '@siaran/db'
import { parseTemplate } from '@siaran/domain'
import type { z } from 'zod'
import type { Caller } from '../caller.js'
import { invalid, notFound, Problem, sentenceOf } from '../problem.js'
import { readSegment } from '../read-segment.js'
import { type Fault, faultsOf } from '../validation-faults.js'
import { readSchedule } from './read-schedule.js'

/** What people say of a campaign, at its creation or with an edit merged into it. */
export type CampaignFields = Omit<z.output<typeof campaignBody>, 'confirm'>

/** Template faults know where they are. */
type PlanFault = Fault & { line?: number; column?: number }

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

  const malformed = [...faultsOfTemplate(fields.messageContent), ...audience.malformed, ...schedule.malformed]
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

  const pacing = fields.throttleConfig ?? throttleConfig.parse({})
  const minDelayMs = Math.round((pacing.minDelaySeconds ?? 0) * 1_000)
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
    messagesPerMinute: pacing.messagesPerMinute,
    batchSize: pacing.batchSize,
    delayBetweenBatchesMs: pacing.delayBetweenBatches,
    minDelayMs,
    maxDelayMs: pacing.maxDelaySeconds === undefined ? minDelayMs : Math.round(pacing.maxDelaySeconds * 1_000),
    templateVariables: fields.templateVariables ?? {},
    expireAfterHours: fields.expireAfterHours ?? null,
  }
}

function faultsOfTemplate(messageContent: string): PlanFault[] {
  const parsed = parseTemplate(messageContent)
  if (parsed.ok) return []
  const { message, line, column } = parsed.problem
  return [{ path: 'messageContent', message: `Line ${line}, column ${column}: ${message}`, line, column }]
}

function faultsOfContent({ messageType, messageContent, mediaUrl }: CampaignFields): Fault[] {
  if (messageType === 'text')
    return messageContent.trim() === '' ? [{ path: 'messageContent', message: 'A text message needs a text' }] : []
  return mediaUrl == null
    ? [{ path: 'mediaUrl', message: `A message of the type ${messageType} needs a mediaUrl` }]
    : []
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
