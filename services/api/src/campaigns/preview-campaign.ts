import type { Campaign, Database, Lead, Prisma } from '@siaran/db'
import { parseTemplate, renderTemplate, type TemplateValue, templateValues } from '@siaran/domain'
import { notFound } from '../problem.js'

type Values = Readonly<Record<string, TemplateValue>>

/** What a lead would read: the one asked for, or else somebody of the audience, or else nobody in particular. */
export async function previewCampaign(db: Database, campaign: Campaign, leadId: string | undefined) {
  const lead = await db.prisma.lead.findFirst({
    where: { workspaceId: campaign.workspaceId, ...(leadId === undefined ? audienceOf(campaign) : { id: leadId }) },
    orderBy: { id: 'asc' },
  })
  if (lead === null && leadId !== undefined) throw notFound('lead')
  const template = parseTemplate(campaign.messageContent)
  if (!template.ok) throw new Error('A template was saved that does not parse', { cause: template.problem })
  const values = templateValues(readable(lead), campaign.templateVariables as Values)
  const { text, missing } = renderTemplate(template.parts, values)
  return { leadId: lead?.id ?? null, content: text, mediaUrl: campaign.mediaUrl, missing }
}

function audienceOf({ audienceType, audienceConfig }: Campaign): Prisma.LeadWhereInput {
  const config = audienceConfig as { niche?: string; targetStatus?: string; leadIds?: string[] }
  if (audienceType === 'niche') return { niche: config.niche!, targetStatus: config.targetStatus }
  if (audienceType === 'leads') return { id: { in: config.leadIds! } }
  return {}
}

const readable = (lead: Lead | null) => ({
  firstName: lead?.firstName ?? null,
  lastName: lead?.lastName ?? null,
  phone: lead?.phone ?? '',
  email: lead?.email ?? null,
  company: lead?.company ?? null,
  attributes: (lead?.attributes ?? {}) as Values,
})
