/** What a template stands for: text, and variables with an optional fallback. */
export type TemplatePart = { text: string } | { variable: string; fallback: string | null }

export type ParsedTemplate = { ok: true; parts: TemplatePart[] } | { ok: false; problem: TemplateProblem }
export type TemplateProblem = { message: string; line: number; column: number }

export type Rendering = {
  text: string
  /** Variables that had neither a value nor a fallback; each rendered as nothing. */
  missing: string[]
}

export type TemplateValue = string | number | boolean | null | undefined

/** WhatsApp takes 65,536 characters of text; nothing longer can be meant. */
export const TEMPLATE_MAX_LENGTH = 65_536

const expression = /^\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*(?:\|\s*default\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*)?$/u

/**
 * Parses `{{ name }}` and `{{ name | default: "there" }}`. There is nothing else: no logic, no HTML escaping (messages
 * are plain text), no way to a prototype. A template that does not parse comes back with its line and column, from 1.
 */
export function parseTemplate(source: string): ParsedTemplate {
  if (source.length > TEMPLATE_MAX_LENGTH)
    return { ok: false, problem: { message: `Longer than ${TEMPLATE_MAX_LENGTH} characters`, line: 1, column: 1 } }
  const parts: TemplatePart[] = []
  let at = 0
  while (at < source.length) {
    const open = source.indexOf('{{', at)
    if (open === -1) break
    if (open > at) parts.push({ text: source.slice(at, open) })
    const close = source.indexOf('}}', open)
    if (close === -1) return problem(source, open, 'This {{ is never closed')
    const inside = source.slice(open + 2, close)
    const match = expression.exec(inside)
    if (!match) return problem(source, open, explain(inside))
    parts.push({ variable: match[1]!, fallback: match[2] === undefined ? null : unquote(match[2]) })
    at = close + 2
  }
  if (at < source.length) parts.push({ text: source.slice(at) })
  return { ok: true, parts }
}

/** Fills a parsed template in. Only own properties of `values` count; an empty string counts as no value. */
export function renderTemplate(
  parts: readonly TemplatePart[],
  values: Readonly<Record<string, TemplateValue>>,
): Rendering {
  const missing = new Set<string>()
  const text = parts
    .map((part) => {
      if ('text' in part) return part.text
      const value = Object.hasOwn(values, part.variable) ? values[part.variable] : undefined
      if (value !== undefined && value !== null && value !== '') return String(value)
      if (part.fallback === null) missing.add(part.variable)
      return part.fallback ?? ''
    })
    .join('')
  return { text, missing: [...missing] }
}

export interface TemplateLead {
  firstName: string | null
  lastName: string | null
  phone: string
  email: string | null
  company: string | null
  attributes: Readonly<Record<string, TemplateValue>>
}

/** What a lead's message can say. The lead's own fields win over its attributes, these over the campaign's variables. */
export function templateValues(
  lead: TemplateLead,
  campaignVariables: Readonly<Record<string, TemplateValue>>,
): Record<string, TemplateValue> {
  const name = [lead.firstName, lead.lastName].filter(Boolean).join(' ')
  const own = {
    firstName: lead.firstName,
    lastName: lead.lastName,
    name,
    phone: lead.phone,
    email: lead.email,
    company: lead.company,
  }
  const values: Record<string, TemplateValue> = Object.create(null)
  for (const layer of [campaignVariables, lead.attributes, own])
    for (const [key, value] of Object.entries(layer)) if (value !== null && value !== '') values[key] = value
  return values
}

function explain(inside: string): string {
  if (inside.trim() === '') return 'A variable needs a name, as in {{firstName}}'
  if (inside.includes('{{')) return 'This {{ is not closed before the next one'
  if (inside.includes('|')) return 'A fallback is written {{name | default: "text"}}'
  return `"${inside.trim().slice(0, 40)}" is not the name of a variable`
}

function problem(source: string, offset: number, message: string): ParsedTemplate {
  const before = source.slice(0, offset).split('\n')
  return { ok: false, problem: { message, line: before.length, column: before.at(-1)!.length + 1 } }
}

const unquote = (quoted: string) =>
  quoted.slice(1, -1).replace(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character))
