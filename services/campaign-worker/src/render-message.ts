import type { Campaign, DueMessage } from '@siaran/db'
import {
  type CampaignPace,
  parseTemplate,
  renderTemplate,
  type TemplatePart,
  type TemplateValue,
  templateValues,
} from '@siaran/domain'

/** What the messages of a campaign, or of a sequence's step, are made from, parsed once a batch. */
export interface Script {
  parts: readonly TemplatePart[]
  variables: Readonly<Record<string, TemplateValue>>
  pace: CampaignPace
}

/** Templates are checked when they are saved; one that does not parse all the same is sent as it is written. */
export function scriptOf(campaign: Campaign, { messageContent }: { messageContent: string } = campaign): Script {
  const parsed = parseTemplate(messageContent)
  return {
    parts: parsed.ok ? parsed.parts : [{ text: messageContent }],
    variables: campaign.templateVariables as Record<string, TemplateValue>,
    pace: campaign,
  }
}

export const renderMessage = ({ parts, variables }: Script, lead: DueMessage): string =>
  renderTemplate(parts, templateValues(lead, variables)).text
