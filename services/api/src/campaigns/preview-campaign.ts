import { type Campaign, type Database, type Lead, readAudienceFilter, readFirstLead } from '@siaran/db'
import { parseTemplate, renderTemplate, type TemplateValue, templateValues } from '@siaran/domain'
import { notFound } from '../problem.js'

type Values = Readonly<Record<string, TemplateValue>>

/** What a lead would read: the one asked for, or else somebody of the audience, or else nobody in particular. */
export async function previewCampaign(db: Database, campaign: Campaign, leadId: string | undefined) {
  const { workspaceId } = campaign
  const id = leadId ?? (await somebodyOf(db, campaign))
  const lead = id === null ? null : await db.prisma.lead.findFirst({ where: { workspaceId, id } })
  if (lead === null && leadId !== undefined) throw notFound('lead')
  const template = parseTemplate(campaign.messageContent)
  if (!template.ok) throw new Error('A template was saved that does not parse', { cause: template.problem })
  const values = templateValues(readableLead(lead), campaign.templateVariables as Values)
  const { text, missing } = renderTemplate(template.parts, values)
  return { leadId: lead?.id ?? null, content: text, mediaUrl: campaign.mediaUrl, missing }
}

async function somebodyOf(db: Database, campaign: Campaign): Promise<string | null> {
  const filter = await readAudienceFilter(db, campaign)
  return filter === null ? null : readFirstLead(db, campaign.workspaceId, filter)
}

/** What a template can know of a lead; of nobody nothing. */
export const readableLead = (lead: Lead | null) => ({
  firstName: lead?.firstName ?? null,
  lastName: lead?.lastName ?? null,
  phone: lead?.phone ?? '',
  email: lead?.email ?? null,
  company: lead?.company ?? null,
  attributes: (lead?.attributes ?? {}) as Values,
})
