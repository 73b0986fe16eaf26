import type { Ack } from '../transport.js'

/** What a gateway says when it calls Siaran. */
export type HeardWord =
  | { kind: 'ack'; transportMessageId: string; level: Ack['level']; reason?: string; at: Date }
  | { kind: 'incoming'; from: string; text: string; at: Date }
  /** Something about the device itself has changed: a reason to ask. */
  | { kind: 'device' }

/** Reads the body of a call, JSON or a form, that came at this instant. What is none of the gateway's is no word; never throws. */
export type ReadCall = (body: unknown, at: Date) => HeardWord[]

/** The text of a field, also where it is a number. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : null
}

/** A flag, as JSON and forms have it. */
export const isSet = (value: unknown): boolean => value === true || value === 1 || value === 'true' || value === '1'

/** Digits with a country, alone or as WhatsApp's own id of a person, → E.164; null for anything else, as a group. */
export function phoneIn(value: unknown): string | null {
  const digits = /^\+?([1-9]\d{6,14})(@(c\.us|s\.whatsapp\.net))?$/.exec(textOf(value)?.trim() ?? '')?.[1]
  return digits === undefined ? null : `+${digits}`
}

export const fieldsOf = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
