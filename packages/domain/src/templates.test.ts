import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  parseTemplate,
  renderTemplate,
  TEMPLATE_MAX_LENGTH,
  type TemplatePart,
  type TemplateValue,
  templateValues,
} from './templates.js'

const parts = (source: string): TemplatePart[] => {
  const parsed = parseTemplate(source)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.parts
}
const fill = (source: string, values: Record<string, TemplateValue>) => renderTemplate(parts(source), values)
const problem = (source: string) => {
  const parsed = parseTemplate(source)
  return parsed.ok ? null : parsed.problem
}

describe('filling in', () => {
  test.each([
    ['Hi {{firstName}}', { firstName: 'Aisyah' }, 'Hi Aisyah'],
    ['Hi {{ firstName }}!', { firstName: 'Aisyah' }, 'Hi Aisyah!'],
    ['{{a}}{{b}}', { a: 1, b: true }, '1true'],
    ['Hi {{firstName | default: "there"}}', {}, 'Hi there'],
    ["Hi {{firstName|default:'there'}}", { firstName: '' }, 'Hi there'],
    ['{{harga_2.total-akhir}}', { 'harga_2.total-akhir': 0 }, '0'],
    ['{{nama_ünïcode}}', { nama_ünïcode: '雅' }, '雅'],
    ['a } b { c', {}, 'a } b { c'],
    ['', {}, ''],
  ])('%s', (source, values, text) => {
    expect(fill(source, values as Record<string, TemplateValue>)).toEqual({ text, missing: [] })
  })

  test('a variable with neither value nor fallback renders as nothing and is named once', () => {
    expect(fill('{{x}} {{x}} {{y}}', { y: null })).toEqual({ text: '  ', missing: ['x', 'y'] })
  })

  test('messages are plain text: nothing is escaped for HTML', () => {
    expect(fill('<b>{{x}}</b> & {{y}}', { x: '<script>"&\'', y: '&amp;' }).text).toBe('<b><script>"&\'</b> & &amp;')
  })

  test('a value is never a template itself', () => {
    expect(fill('{{x}}', { x: '{{secret}}', secret: 'no' }).text).toBe('{{secret}}')
  })

  test('nothing is reached through a prototype', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'])
      expect(fill(`{{${name}}}`, {})).toEqual({ text: '', missing: [name] })
    expect(fill('{{__proto__}}', templateValues(lead({ attributes: JSON.parse('{"__proto__": "p"}') }), {})).text).toBe(
      'p',
    )
  })
})

describe('a fallback', () => {
  test.each([
    [String.raw`{{x | default: "say \"hi\""}}`, 'say "hi"'],
    [String.raw`{{x | default: 'it\'s'}}`, "it's"],
    [String.raw`{{x | default: "a\nb"}}`, 'a\nb'],
    [String.raw`{{x | default: "back\\slash"}}`, 'back\\slash'],
    [`{{x | default: "it's"}}`, "it's"],
    ['{{x | default: ""}}', ''],
    ['{{x | default: "}"}}', '}'],
  ])('%s', (source, text) => {
    expect(fill(source, {})).toEqual({ text, missing: [] })
  })
})

describe('what does not parse comes back with its line and column', () => {
  test.each([
    ['Hi {{firstName', 1, 4, 'This {{ is never closed'],
    ['Hi\nyou {{ }}', 2, 5, 'A variable needs a name, as in {{firstName}}'],
    ['a\r\nb\n  {{1st}}', 3, 3, '"1st" is not the name of a variable'],
    ['{{ok}} {{first name}}', 1, 8, '"first name" is not the name of a variable'],
    ['{{a {{b}}', 1, 1, 'This {{ is not closed before the next one'],
    ['{{x | upper}}', 1, 1, 'A fallback is written {{name | default: "text"}}'],
    ['{{x | default: there}}', 1, 1, 'A fallback is written {{name | default: "text"}}'],
  ])('%j at %d:%d', (source, line, column, message) => {
    expect(problem(source)).toEqual({ message, line, column })
  })

  test('no template is longer than WhatsApp takes', () => {
    expect(parseTemplate('x'.repeat(TEMPLATE_MAX_LENGTH)).ok).toBe(true)
    expect(problem('x'.repeat(TEMPLATE_MAX_LENGTH + 1))?.message).toBe('Longer than 65536 characters')
  })
})

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,10}$/)
const plain = fc.string().filter((text) => !text.includes('{') && !text.includes('}'))
const escaped = (text: string) => text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')
const piece = fc.oneof(
  plain.map((text) => ({ source: text, part: { text } as TemplatePart })),
  fc
    .record({ variable: name, fallback: fc.option(plain.filter((text) => !/[\r\u2028\u2029]/.test(text))) })
    .map((part) => ({
      source:
        part.fallback === null
          ? `{{${part.variable}}}`
          : `{{ ${part.variable} | default: "${escaped(part.fallback)}" }}`,
      part: part as TemplatePart,
    })),
)

test('what is written is what is parsed: names, fallbacks and the text between', () => {
  const joined = (all: TemplatePart[]) => {
    const list: TemplatePart[] = []
    for (const part of all) {
      const last = list.at(-1)
      if ('text' in part && last !== undefined && 'text' in last) last.text += part.text
      else if (!('text' in part) || part.text !== '') list.push({ ...part })
    }
    return list
  }
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      expect(parts(pieces.map(({ source }) => source).join(''))).toEqual(joined(pieces.map(({ part }) => part)))
    }),
    { numRuns: 500 },
  )
})

test('any text at all is answered, and a problem lies inside the text', () => {
  const text = fc.string({
    unit: fc.constantFrom('{{', '}}', '{', '}', '|', 'default', ':', '"', "'", '\\', '\n', 'a', ' '),
  })
  fc.assert(
    fc.property(text, (source) => {
      const parsed = parseTemplate(source)
      if (parsed.ok) return
      const lines = source.split('\n')
      expect(parsed.problem.line).toBeLessThanOrEqual(lines.length)
      expect(lines[parsed.problem.line - 1]!.slice(parsed.problem.column - 1)).toMatch(/^\{\{/)
    }),
    { numRuns: 1_000 },
  )
})

function lead(fields: object) {
  return {
    firstName: null,
    lastName: null,
    phone: '+60123456789',
    email: null,
    company: null,
    attributes: {},
    ...fields,
  } as Parameters<typeof templateValues>[0]
}

describe('what a lead’s message can say', () => {
  test('the lead’s own fields win over its attributes, these over the campaign’s variables', () => {
    const values = templateValues(
      lead({ firstName: 'Aisyah', attributes: { firstName: 'x', kota: 'Ipoh', promo: 'B' } }),
      {
        firstName: 'y',
        promo: 'A',
        harga: 10,
      },
    )
    expect({ ...values }).toEqual({
      firstName: 'Aisyah',
      name: 'Aisyah',
      phone: '+60123456789',
      kota: 'Ipoh',
      promo: 'B',
      harga: 10,
    })
  })

  test('an empty field of the lead does not hide the layer below it', () => {
    expect(templateValues(lead({ firstName: '' }), { firstName: 'you' }).firstName).toBe('you')
  })

  test('a name is made of what there is', () => {
    expect(templateValues(lead({ firstName: 'Aisyah', lastName: 'Rahman' }), {}).name).toBe('Aisyah Rahman')
    expect(templateValues(lead({ lastName: 'Rahman' }), {}).name).toBe('Rahman')
    expect(templateValues(lead({}), {}).name).toBeUndefined()
  })
})
