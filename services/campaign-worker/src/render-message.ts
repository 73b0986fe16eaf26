import type { Campaign, DueMessage } from '@siaran/db'
import {
  type CampaignPace,
  parseTemplate,
  renderTemplate,
  TEMPLATE_MAX_LENGTH,
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

/** What the lead is to read. Throws with a sentence for people when that cannot be sent. */
export function renderMessage({ parts, variables }: Script, lead: DueMessage): string {
  for (const [what, values] of [
    ['campaign’s variables', variables],
    ['lead’s attributes', lead.attributes],
  ] as const)
    if (typeof values !== 'object' || values === null) throw new Error(`The ${what} are not names with values`)
  const { text } = renderTemplate(parts, templateValues(lead, variables))
  if (text.length > TEMPLATE_MAX_LENGTH)
    throw new Error(
      `The message would have ${text.length.toLocaleString('en')} characters; WhatsApp takes ${TEMPLATE_MAX_LENGTH.toLocaleString('en')}`,
    )
  return text
}
