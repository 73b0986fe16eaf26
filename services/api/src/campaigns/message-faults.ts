import type { messageTypes } from '@siaran/contracts'
import { parseTemplate } from '@siaran/domain'
import type { Fault } from '../validation-faults.js'

/** What a campaign, or a step of a sequence, says. */
export interface MessageFields {
  messageType: (typeof messageTypes)[number]
  messageContent: string
  mediaUrl?: string | null | undefined
}

/** Template faults know where they are. */
export type TemplateFault = Fault & { line?: number; column?: number }

/** Malformed: a template that does not parse. */
export function faultsOfTemplate({ messageContent }: Pick<MessageFields, 'messageContent'>): TemplateFault[] {
  const parsed = parseTemplate(messageContent)
  if (parsed.ok) return []
  const { message, line, column } = parsed.problem
  return [{ path: 'messageContent', message: `Line ${line}, column ${column}: ${message}`, line, column }]
}

/** Impossible: a text without a text, a picture without a picture. */
export function faultsOfContent({ messageType, messageContent, mediaUrl }: MessageFields): Fault[] {
  if (messageType === 'text')
    return messageContent.trim() === '' ? [{ path: 'messageContent', message: 'A text message needs a text' }] : []
  return mediaUrl == null
    ? [{ path: 'mediaUrl', message: `A message of the type ${messageType} needs a mediaUrl` }]
    : []
}
